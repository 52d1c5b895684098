package org.consultflow.sandbox.twilio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.rest.api.v2010.account.Message;
import org.consultflow.support.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The stand-in tells segments at once and a price later, as Twilio does and as its OpenAPI document allows. */
class SandboxTwilioPricesTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-05T10:00:00Z"));
    private TwilioWire wire;

    @BeforeEach
    void start() {
        wire = new TwilioWire(clock, clock, "http://localhost:1");
    }

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void a_price_is_not_there_at_once_and_then_it_is_negative_and_for_each_segment() throws IOException {
        TwilioWire.Reply sent = wire.sendSms(Map.of("Body", "x".repeat(161)));
        assertThat(sent.text("num_segments")).isEqualTo("2");
        assertThat(sent.body().path("price").isNull()).isTrue();
        String path = TwilioWire.messages().replace(".json", "/" + sent.text("sid") + ".json");
        await().until(() -> !wire.get(path).text("status").equals("queued"));
        assertThat(wire.get(path).body().path("price").isNull()).isTrue();

        clock.advance(Duration.ofSeconds(30));

        TwilioWire.Reply priced = wire.get(path);
        assertThat(priced.text("price")).isEqualTo("-0.11000");
        assertThat(priced.text("price_unit")).isEqualTo("USD");
        Message read = Message.fromJson(
                new ByteArrayInputStream(priced.body().toString().getBytes(StandardCharsets.UTF_8)),
                new ObjectMapper());
        assertThat(read.getPrice()).isEqualTo("-0.11000");
        assertThat(read.getNumSegments()).isEqualTo("2");
        assertThat(violations(path, priced)).isEmpty();
        assertThat(violations(path, sent)).isEmpty();
    }

    private static java.util.List<String> violations(String path, TwilioWire.Reply reply) throws IOException {
        try (var document =
                SandboxTwilioPricesTest.class.getResourceAsStream("/twilio-openapi/twilio_api_v2010.trimmed.json")) {
            String text = new String(document.readAllBytes(), StandardCharsets.UTF_8);
            return OpenApiInteractionValidator.createForInlineApiSpecification(text)
                    .build()
                    .validateResponse(
                            path,
                            Method.GET,
                            SimpleResponse.Builder.ok()
                                    .withContentType("application/json")
                                    .withBody(reply.body().toString())
                                    .build())
                    .getMessages()
                    .stream()
                    .map(message -> message.getMessage())
                    .toList();
        }
    }
}
