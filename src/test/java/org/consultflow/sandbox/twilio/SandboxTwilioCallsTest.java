package org.consultflow.sandbox.twilio;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.consultflow.sandbox.faults.FaultKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SandboxTwilioCallsTest {

    private static final String CALLS = "/2010-04-01/Accounts/" + TwilioWire.ACCOUNT + "/Calls.json";

    private TwilioWire wire;
    private CallbackReceiver service;

    @BeforeEach
    void start() throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-03-05T10:00:00Z"), ZoneOffset.UTC);
        wire = new TwilioWire(clock, clock, "http://localhost:1");
        service = new CallbackReceiver();
    }

    @AfterEach
    void stop() {
        wire.close();
        service.close();
    }

    private TwilioWire.Reply dial(Map<String, String> other) throws IOException {
        Map<String, String> form = new HashMap<>(Map.of(
                "To",
                TwilioWire.PATIENT,
                "From",
                TwilioWire.SENDER,
                "Url",
                service.url("/voice?leg=1") + "#rc=5&rp=all",
                "StatusCallback",
                service.url("/status?leg=1")));
        form.putAll(other);
        form.values().removeIf(String::isEmpty);
        return wire.post(CALLS, form);
    }

    private List<String> told() {
        return service.received().stream()
                .map(received -> received.pathAndQuery() + " " + received.form().get("CallStatus"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"To, nobody, 21211", "From, +15005550001, 21210", "Url, '', 21205"})
    void a_call_that_is_not_well_formed_is_refused(String field, String value, int code) throws IOException {
        TwilioWire.Reply reply = dial(Map.of(field, value));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(code);
    }

    @Test
    void who_answers_asks_what_is_to_happen_and_without_a_conference_the_call_is_over() throws IOException {
        TwilioWire.Reply made = dial(Map.of());
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("sid")).startsWith("CA");

        await().untilAsserted(() ->
                assertThat(told()).containsExactly("/voice?leg=1 in-progress", "/status?leg=1 completed"));
        assertThat(service.received().get(0).form()).containsEntry("AnsweredBy", "human");
    }

    @ParameterizedTest
    @CsvSource({"UNDELIVERABLE, busy", "SILENT, no-answer"})
    void who_is_busy_or_away_is_never_connected(FaultKind fault, String status) throws IOException {
        wire.faults.add("voice", fault);
        dial(Map.of());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told()).containsExactly("/status?leg=1 " + status));
    }

    @Test
    void a_call_is_hung_up_once() throws IOException {
        wire.faults.add("voice", FaultKind.UNDELIVERABLE);
        String sid = dial(Map.of()).text("sid");
        String one = CALLS.replace("Calls.json", "Calls/" + sid + ".json");
        await().untilAsserted(() -> assertThat(wire.get(one).text("status")).isEqualTo("busy"));

        TwilioWire.Reply again = wire.post(one, Map.of("Status", "completed"));
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.code()).isEqualTo(21220);
    }
}
