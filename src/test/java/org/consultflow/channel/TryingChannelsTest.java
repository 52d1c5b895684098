package org.consultflow.channel;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.consultflow.delivery.ReceiptStatus;
import org.consultflow.people.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever wants to know whether a channel works asks, and is told in words. */
@ExtendWith(OutputCaptureExtension.class)
class TryingChannelsTest extends ChannelTest {

    private static final String SID = "SM00000000000000000000000000000007";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    People people;

    private final ObjectMapper json = new ObjectMapper();

    @BeforeEach
    void nobodyTriedYet() {
        jdbc.sql("truncate notice cascade").update();
        jdbc.sql("truncate opt_out").update();
    }

    @Test
    void aMailThatTheServerTookIsDelivered() throws Exception {
        JsonNode verdict = verdict(200, "email", "someone@clinic.example");

        assertThat(verdict.path("result").asText()).isEqualTo("delivered");
        assertThat(ChannelTestApp.MAIL.getReceivedMessages()).hasSize(1);
        assertThat(ChannelTestApp.MAIL.getReceivedMessages()[0].getSubject()).isEqualTo("Example Clinic: a test");
    }

    @Test
    void anUnapprovedSenderIsNamedWithTwiliosCode() throws Exception {
        TWILIO.refuses(400, 63007);

        JsonNode verdict = verdict(200, "whatsapp", NUMBER);

        assertThat(verdict.path("result").asText()).isEqualTo("refused");
        assertThat(verdict.path("errorCode").asInt()).isEqualTo(63007);
        assertThat(verdict.path("said").asText())
                .startsWith("Twilio says: our WhatsApp sender is not set up in this account: 63007.")
                .contains("https://www.twilio.com/docs/api/errors/63007");
    }

    @Test
    void whoIsNotReachedByReceiptsAsksTwilioAndKeepsTheAnswer() throws Exception {
        TWILIO.answers(201, "{\"sid\":\"" + SID + "\",\"status\":\"queued\",\"num_segments\":\"1\"}");
        TWILIO.answers(200, "{\"sid\":\"" + SID + "\",\"status\":\"undelivered\",\"error_code\":30005}");

        JsonNode verdict = verdict(200, "sms", NUMBER);

        assertThat(verdict.path("result").asText()).isEqualTo("refused");
        assertThat(verdict.path("providerStatus").asText()).isEqualTo("undelivered");
        assertThat(verdict.path("errorCode").asInt()).isEqualTo(30005);
        assertThat(TWILIO.requests().get(1).path()).endsWith("/Messages/" + SID + ".json");
        assertThat(states()).isEqualTo("FAILED undelivered 30005");
    }

    @Test
    void whatTwilioSaysHasArrivedHasArrived() throws Exception {
        TWILIO.answers(201, "{\"sid\":\"" + SID + "\",\"status\":\"queued\"}");
        TWILIO.answers(200, "{\"sid\":\"" + SID + "\",\"status\":\"delivered\"}");

        JsonNode verdict = verdict(200, "sms", NUMBER);

        assertThat(verdict.path("result").asText()).isEqualTo("delivered");
        assertThat(verdict.path("providerStatus").asText()).isEqualTo(ReceiptStatus.DELIVERED.word());
    }

    @Test
    void anAnswerThatNeverCameIsUnknownAndTheNumberWaitsUntilItIsLookedUp() throws Exception {
        TWILIO.dropsTheConnection();
        JsonNode verdict = verdict(200, "sms", NUMBER);
        assertThat(verdict.path("result").asText()).isEqualTo("unknown");

        JsonNode again = verdict(409, "sms", NUMBER);
        assertThat(again.path("detail").asText()).contains("nobody knows yet what became of an earlier message");
    }

    @Test
    void whoSaidStopIsNotWrittenTo() throws Exception {
        people.optOut("sms", NUMBER, "test");

        JsonNode problem = verdict(409, "sms", NUMBER);

        assertThat(problem.path("detail").asText()).contains("has said stop on sms");
        assertThat(TWILIO.requests()).isEmpty();
    }

    @Test
    void aChannelWithoutARouteIsNotConfigured() throws Exception {
        JsonNode verdict = verdict(200, "telegram", NUMBER);

        assertThat(verdict.path("result").asText()).isEqualTo("not-configured");
        assertThat(verdict.path("said").asText()).contains("direct:send-telegram");
    }

    @ParameterizedTest
    @CsvSource({
        "sms, '{\"to\":\"0491\"}', to",
        "sms, '{\"to\":\"a@clinic.example\"}', to",
        "email, '{\"to\":\"+61491570156\"}', to",
        "email, '{}', to",
        "email, '{\"to\":7}', to",
        "email, '{\"too\":\"a@clinic.example\"}', too",
        "Not-A-Channel, '{\"to\":\"a@clinic.example\"}', channel",
        "email, '[]', body"
    })
    void aWrongRequestNamesTheFieldAndSendsNothing(String channel, String body, String field) throws Exception {
        JsonNode problem = post(400, channel, body);

        assertThat(problem.at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(TWILIO.requests()).isEmpty();
        assertThat(ChannelTestApp.MAIL.getReceivedMessages()).isEmpty();
    }

    @Test
    void moreThanAFewAMinuteAreTooMany() throws Exception {
        for (int number = 0; number < 5; number++) {
            verdict(200, "email", "someone@clinic.example");
        }
        JsonNode problem = verdict(429, "email", "someone@clinic.example");

        assertThat(problem.path("detail").asText()).contains("too often");
        assertThat(ChannelTestApp.MAIL.getReceivedMessages()).hasSize(5);
    }

    @Test
    void whomItWentToIsInNoLogAndInNoAnswer(CapturedOutput log) throws Exception {
        TWILIO.refuses(400, 63007);
        JsonNode refused = verdict(200, "whatsapp", NUMBER);
        JsonNode wrong = verdict(400, "sms", "someone@clinic.example");
        JsonNode mail = verdict(200, "email", "someone@clinic.example");

        for (String text : new String[] {refused.toString(), wrong.toString(), mail.toString(), log.getAll()}) {
            assertThat(text).doesNotContain("491570156").doesNotContain("someone@");
        }
    }

    @Test
    void theListSaysWhichChannelsHaveARouteAndWhoTheyComeFrom() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/channels"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(json.readTree(answer.body()))
                .isEqualTo(
                        json.readTree(
                                """
                        {"channels": [
                          {"channel": "email", "route": true, "sender": "Example Clinic <clinic@consultflow.example>", "standIn": true},
                          {"channel": "sms", "route": true, "sender": "+15005550007", "standIn": true},
                          {"channel": "whatsapp", "route": true, "sender": "whatsapp:+15005550006", "standIn": true}]}"""));
    }

    private JsonNode verdict(int status, String channel, String to) throws Exception {
        return post(status, channel, json.createObjectNode().put("to", to).toString());
    }

    private JsonNode post(int status, String channel, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://localhost:" + port + "/api/channels/" + channel + "/test"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json.readTree(answer.body());
    }

    private String states() {
        return jdbc.sql("select concat_ws(' ', d.state, a.provider_status, a.error_code) from delivery d"
                        + " join attempt a on a.delivery_id = d.id")
                .query(String.class)
                .single();
    }
}
