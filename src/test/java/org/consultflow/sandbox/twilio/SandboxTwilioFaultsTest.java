package org.consultflow.sandbox.twilio;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.consultflow.sandbox.faults.FaultKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SandboxTwilioFaultsTest {

    private static final String CALLBACK = "/webhooks/status?attempt=7";

    private TwilioWire wire;
    private CallbackReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new CallbackReceiver();
        wire = new TwilioWire(Clock.systemUTC(), Clock.systemUTC(), receiver.url(""));
    }

    @AfterEach
    void stop() {
        wire.close();
        receiver.close();
    }

    private TwilioWire.Reply whatsapp() throws IOException {
        return wire.sendWhatsapp(Map.of("StatusCallback", receiver.url(CALLBACK)));
    }

    private TwilioWire.Reply sms() throws IOException {
        return wire.sendSms(Map.of("StatusCallback", receiver.url(CALLBACK)));
    }

    private void allIsQuiet() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !wire.twilio.busy());
    }

    @Test
    void undeliverable_is_accepted_then_undelivered_with_the_channels_code() throws IOException {
        wire.faults.add("any", FaultKind.UNDELIVERABLE, 2, null);

        assertThat(whatsapp().status()).isEqualTo(201);
        allIsQuiet();
        assertThat(sms().status()).isEqualTo(201);
        allIsQuiet();

        assertThat(receiver.statuses()).containsExactly("sent", "undelivered", "sent", "undelivered");
        assertThat(wire.twilio.messages()).extracting(SandboxMessage::errorCode).containsExactly(63024, 30005);
        assertThat(receiver.received().get(1).form()).containsEntry("ErrorCode", "63024");
    }

    @Test
    void silent_is_sent_and_then_nothing() throws IOException {
        wire.faults.add("whatsapp", FaultKind.SILENT);

        whatsapp();
        allIsQuiet();

        assertThat(receiver.statuses()).containsExactly("sent");
    }

    @ParameterizedTest(name = "{0} on {1} is {2} with {3}")
    @CsvSource({
        "refused, whatsapp, 400, 63003",
        "refused, sms, 400, 21614",
        "opted-out, whatsapp, 400, 21610",
        "sender-refused, whatsapp, 400, 63007",
        "sender-refused, sms, 400, 21701",
        "rate-limited, sms, 429, 20429",
    })
    void a_refusal_leaves_nothing_behind(String fault, String channel, int status, int code) throws IOException {
        wire.faults.add(channel, FaultKind.of(fault).orElseThrow());

        TwilioWire.Reply reply = channel.equals("sms") ? sms() : whatsapp();

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.text("message")).doesNotContain(TwilioWire.PATIENT);
        assertThat(wire.twilio.messages()).isEmpty();
    }

    @Test
    void unavailable_answers_503_though_the_message_goes_out() throws IOException {
        wire.faults.add("sms", FaultKind.UNAVAILABLE);

        TwilioWire.Reply reply = sms();
        allIsQuiet();

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo(20503);
        assertThat(receiver.statuses()).containsExactly("sent", "delivered");
    }

    @Test
    void dropped_closes_the_connection_though_the_message_goes_out() {
        wire.faults.add("sms", FaultKind.DROPPED);

        assertThatThrownBy(this::sms).isInstanceOf(IOException.class);
        allIsQuiet();

        assertThat(receiver.statuses()).containsExactly("sent", "delivered");
    }

    @Test
    void slow_answers_after_four_seconds_and_is_busy_until_then() throws IOException {
        wire.faults.add("sms", FaultKind.SLOW);
        long start = System.nanoTime();

        TwilioWire.Reply reply = sms();

        assertThat(reply.status()).isEqualTo(201);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void repeated_receipts_overtake_each_other_but_the_message_arrived() throws IOException {
        wire.faults.add("whatsapp", FaultKind.REPEATED_RECEIPTS);

        whatsapp();
        allIsQuiet();

        assertThat(receiver.statuses()).containsExactly("delivered", "sent", "queued", "delivered", "undelivered");
        assertThat(wire.twilio.messages().get(0).status()).isEqualTo("delivered");
    }

    @Test
    void fails_is_for_every_message_until_it_is_taken_away() throws IOException {
        wire.faults.add("any", FaultKind.FAILS, 1, TwilioWire.PATIENT);

        whatsapp();
        sms();
        sms();
        allIsQuiet();
        wire.faults.clear();
        sms();
        allIsQuiet();

        assertThat(wire.twilio.messages())
                .extracting(SandboxMessage::status)
                .isEqualTo(List.of("undelivered", "undelivered", "undelivered", "delivered"));
    }

    @Test
    void who_said_stop_by_sms_gets_no_sms_until_start_but_whatsapp_messages_as_before() throws IOException {
        wire.twilio.write(TwilioWire.PATIENT, "whatsapp", "STOP");
        assertThat(sms().status()).isEqualTo(201);

        wire.twilio.write(TwilioWire.PATIENT, "sms", " stop ");
        wire.faults.add("sms", FaultKind.SILENT);
        TwilioWire.Reply refused = sms();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(21610);
        assertThat(wire.faults.list()).as("the fault waits for a message").hasSize(1);
        assertThat(whatsapp().status()).isEqualTo(201);

        wire.twilio.write(TwilioWire.PATIENT, "sms", "Please start");
        assertThat(sms().code()).isEqualTo(21610);

        wire.twilio.write(TwilioWire.PATIENT, "sms", "START");
        assertThat(sms().status()).isEqualTo(201);
    }

    @Test
    void a_request_that_is_refused_anyway_does_not_use_up_a_fault() throws IOException {
        wire.faults.add("sms", FaultKind.SILENT);

        wire.sendSms(Map.of("Body", ""));

        assertThat(wire.faults.list()).hasSize(1);
    }
}
