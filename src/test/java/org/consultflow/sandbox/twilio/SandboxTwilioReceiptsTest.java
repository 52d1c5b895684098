package org.consultflow.sandbox.twilio;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import com.twilio.security.RequestValidator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SandboxTwilioReceiptsTest {

    private static final String CALLBACK = "/webhooks/status?attempt=7";

    private TwilioWire wire;
    private CallbackReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new CallbackReceiver();
        wire = new TwilioWire(Clock.systemUTC(), Clock.systemUTC(), "https://clinic.example");
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
    void whatsapp_is_sent_delivered_and_read_in_this_order() throws IOException {
        whatsapp();
        allIsQuiet();

        assertThat(receiver.statuses()).containsExactly("sent", "delivered", "read");
        assertThat(receiver.received().get(2).form())
                .containsEntry("EventType", "READ")
                .containsEntry("ChannelPrefix", "whatsapp");
        assertThat(wire.twilio.messages().get(0).status()).isEqualTo("read");
    }

    @Test
    void an_sms_is_sent_and_delivered() throws IOException {
        String sid = sms().text("sid");
        allIsQuiet();

        assertThat(receiver.statuses()).containsExactly("sent", "delivered");
        assertThat(receiver.received().get(0).form())
                .containsEntry("MessageSid", sid)
                .containsEntry("AccountSid", TwilioWire.ACCOUNT)
                .containsEntry("To", TwilioWire.PATIENT)
                .containsEntry("From", TwilioWire.SENDER)
                .containsEntry("ApiVersion", "2010-04-01")
                .doesNotContainKey("ErrorCode");
    }

    @Test
    void the_stand_in_is_busy_until_the_last_receipt_was_taken() throws IOException {
        whatsapp();

        assertThat(wire.twilio.busy()).isTrue();
        assertThat(wire.twilio.nextDue()).isEmpty();
    }

    @Test
    void the_signature_is_what_twilios_own_library_expects() throws IOException {
        wire.sendSms(Map.of("StatusCallback", receiver.url(CALLBACK) + "#rc=5&rp=all"));
        allIsQuiet();

        CallbackReceiver.Received received = receiver.received().get(0);
        assertThat(received.pathAndQuery()).isEqualTo(CALLBACK);
        RequestValidator validator = new RequestValidator(TwilioWire.TOKEN);
        assertThat(validator.validate(receiver.url(CALLBACK), received.form(), received.signature()))
                .isTrue();
        assertThat(validator.validate(receiver.url(CALLBACK + "8"), received.form(), received.signature()))
                .isFalse();
    }

    @Test
    void a_callback_that_fails_is_repeated_as_often_as_the_fragment_asks_for() throws IOException {
        receiver.refuse(2);

        wire.sendSms(Map.of("StatusCallback", receiver.url(CALLBACK) + "#rc=5&rp=all"));
        allIsQuiet();

        assertThat(receiver.statuses()).containsExactly("sent", "sent", "sent", "delivered");
    }

    @Test
    void a_callback_that_fails_is_not_repeated_unless_asked_for() throws IOException {
        receiver.refuse(1);

        sms();
        allIsQuiet();

        assertThat(receiver.statuses()).containsExactly("sent", "delivered");
    }

    @Test
    void the_services_own_public_url_is_called_on_loopback_and_signed_for_the_public() throws IOException {
        wire.twilio.serviceListensOn(receiver.port());

        wire.sendSms(Map.of("StatusCallback", "https://clinic.example" + CALLBACK));
        allIsQuiet();

        CallbackReceiver.Received received = receiver.received().get(0);
        assertThat(new RequestValidator(TwilioWire.TOKEN)
                        .validate("https://clinic.example" + CALLBACK, received.form(), received.signature()))
                .isTrue();
    }
}
