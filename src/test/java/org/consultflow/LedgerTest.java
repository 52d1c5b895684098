package org.consultflow;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Channel.SMS;
import static org.consultflow.support.Channel.WHATSAPP;
import static org.consultflow.support.Clinic.withoutEmail;

/** The ledger of the whole service: what was sent, how it went, what it was made of; and no word about whom. */
@ServiceTest
class LedgerTest {

    @Autowired
    Clinic clinic;

    @Test
    void each_attempt_is_there_with_its_history_and_nobody_s_name_or_number_is() {
        BookedConsultation booked = clinic.aBookedConsultation(withoutEmail());
        clinic.faultFor(booked, WHATSAPP, FaultKind.FAILS, null);
        clinic.faultFor(booked, SMS, FaultKind.FAILS, null);
        booked.whenItIsBeforeStart("PT23H").thenTwilioTook(2, 1);

        String answer = get("/api/deliveries?consultation=" + booked.id() + "&limit=200");

        List<JsonNode> reminders = new ArrayList<>();
        JsonNode page = read(answer);
        page.path("deliveries").forEach(delivery -> {
            if (delivery.path("kind").asText().equals("reminder-24h")
                    && delivery.path("audience").asText().equals("patient")
                    && !delivery.path("channel").asText().equals("email")) {
                reminders.add(delivery);
            }
        });
        assertThat(reminders).hasSize(2).allSatisfy(delivery -> {
            assertThat(delivery.path("state").asText()).isEqualTo("failed");
            assertThat(delivery.has("callRequestedAt")).isTrue();
            JsonNode attempt = delivery.at("/attempts/0");
            assertThat(attempt.path("templateVersion").asText()).matches("[0-9a-f]{12}");
            assertThat(attempt.path("segments").asInt()).isPositive();
            assertThat(attempt.path("providerId").asText()).startsWith("SM");
            assertThat(attempt.path("history").findValuesAsText("event")).startsWith("sending");
            assertThat(attempt.path("errorCode").asInt()).isPositive();
        });
        String costs = get("/api/costs?month=" + booked.start().toString().substring(0, 7));
        assertThat(booked.secrets()).isNotEmpty().allSatisfy(secret -> assertThat(answer + costs)
                .doesNotContainIgnoringCase(secret)
                .doesNotContain(secret.replace("+", "")));
        assertThat(answer).doesNotContain("appointment").doesNotContain("Reply STOP");
    }

    @Test
    void a_channel_that_works_says_so_and_its_message_is_in_the_ledger() {
        HttpResponse<String> tried = clinic.post(
                "/api/channels/sms/test", clinic.json().createObjectNode().put("to", "+61491579999"));

        assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
        assertThat(clinic.read(tried).path("result").asText()).isEqualTo("delivered");
        JsonNode newest = read(get("/api/deliveries?kind=channel-test&limit=1")).at("/deliveries/0");
        assertThat(newest.path("state").asText()).isEqualTo("delivered");
        assertThat(newest.path("audience").asText()).isEqualTo("clinic");
        assertThat(newest.at("/attempts/0/history").findValuesAsText("event")).contains("sending", "delivered");
    }

    @Test
    void the_description_of_the_api_says_how_to_ask() {
        JsonNode description = read(get("/api-docs/openapi"));

        assertThat(description.at("/paths/~1api~1deliveries/get/parameters").findValuesAsText("name"))
                .containsExactlyInAnyOrder(
                        "consultation",
                        "kind",
                        "audience",
                        "channel",
                        "state",
                        "code",
                        "from",
                        "to",
                        "limit",
                        "cursor");
        assertThat(description.at("/paths/~1api~1costs/get/parameters").findValuesAsText("name"))
                .containsExactlyInAnyOrder("month", "timeZone");
        JsonNode test = description.at("/paths/~1api~1channels~1{channel}~1test/post");
        assertThat(test.at("/requestBody/content/application~1json/examples/number/value/to")
                        .asText())
                .isEqualTo("+61491570156");
        assertThat(test.path("responses").fieldNames()).toIterable().contains("200", "400", "409", "429");
    }

    private String get(String path) {
        HttpResponse<String> answer = clinic.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode read(String body) {
        try {
            return clinic.json().readTree(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
