package org.consultflow.channel;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.consultflow.crypto.Vault;
import org.consultflow.time.RealTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Another provider of SMS in Twilio's place: a route file and configuration. */
@TestPropertySource(properties = "consultflow.channels.sms.providers=sms-gateway")
class SwappedProviderTest extends DeliveringTest {

    @Autowired
    private Vault vault;

    @Autowired
    @RealTime
    private java.time.Clock realTime;

    @Test
    void each_message_is_given_to_the_new_one_once_and_none_to_twilio() {
        requests(3, "sms");
        untilAllAre("SENT");

        assertThat(GATEWAY.taken()).hasSize(3).allSatisfy(form -> {
            assertThat(form).containsEntry("to", List.of(ChannelTest.NUMBER));
            assertThat(form).containsEntry("from", List.of("Example Clinic"));
            assertThat(form).containsEntry("text", List.of("Your visit is at 09:00 & ends at 10:00, en"));
            assertThat(form.get("dlr").get(0))
                    .startsWith(ChannelTestApp.PUBLIC_URL + "/webhooks/providers/sms-gateway/message-status?ref=")
                    .doesNotContain("491570156");
        });
        assertThat(GATEWAY.keys()).containsOnly("Bearer gateway-key");
        assertThat(TWILIO.requests()).isEmpty();
    }

    @Test
    void its_receipt_in_its_own_words_is_proof_of_arrival() {
        requests(1, "sms");
        untilAllAre("SENT");

        assertThat(reports("status=DELIVRD&id=gw-1").statusCode()).isEqualTo(204);

        untilAllAre("DELIVERED");
    }

    @Test
    void while_somebody_is_at_the_notice_for_long_it_is_to_report_again() {
        requests(1, "sms");
        untilAllAre("SENT");

        transaction.executeWithoutResult(somebodyIsAtTheNotice -> {
            jdbc.sql("select 1 from notice for update").query(Integer.class).single();
            assertThat(reports("status=DELIVRD&id=gw-1").statusCode()).isEqualTo(503);
        });
        assertThat(reports("status=DELIVRD&id=gw-1").statusCode()).isEqualTo(204);

        untilAllAre("DELIVERED");
    }

    @Test
    void its_failure_starts_the_next_channel() {
        TWILIO.accepts("SM1");
        requests(1, "sms > whatsapp");
        untilAllAre("SENT", "WAITING");

        assertThat(reports("status=UNDELIV&id=gw-1").statusCode()).isEqualTo(204);

        untilAllAre("FAILED", "SENT");
        assertThat(askedOfTwilio()).isEqualTo(1);
        assertThat(GATEWAY.taken()).hasSize(1);
    }

    @Test
    void an_answer_that_got_lost_is_not_answered_by_a_second_message_and_its_receipt_still_counts() {
        GATEWAY.losesItsAnswers();
        requests(1, "sms");
        untilAllAre("UNKNOWN");

        assertThat(reports("status=DELIVRD").statusCode()).isEqualTo(204);

        untilAllAre("DELIVERED");
        assertThat(GATEWAY.taken()).hasSize(1);
    }

    @Test
    void a_report_that_we_did_not_sign_for_this_provider_is_refused() {
        requests(1, "sms");
        untilAllAre("SENT");
        String path = "/webhooks/providers/sms-gateway/message-status?ref=";
        String genuine = reference();
        String other = vault.sign(
                ProviderMessage.PURPOSE,
                "another " + UUID.randomUUID(),
                realTime.instant().plusSeconds(60));

        for (String forged : List.of("", "x", UUID.randomUUID().toString(), other, genuine + "x", "x".repeat(5000))) {
            assertThat(post(path + forged, "status=DELIVRD&id=gw-1").statusCode())
                    .isEqualTo(403);
        }
        assertThat(post("/webhooks/providers/another/message-status?ref=" + genuine, "status=DELIVRD")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(path + genuine, "nothing=said").statusCode()).isEqualTo(400);
        assertThat(post(path + genuine, "status=teleported").statusCode()).isEqualTo(204);
        untilAllAre("SENT");
    }

    private HttpResponse<String> reports(String fields) {
        return post("/webhooks/providers/sms-gateway/message-status?ref=" + reference(), fields);
    }

    private String reference() {
        Map<String, List<String>> form = GATEWAY.taken().get(0);
        return form.get("dlr").get(0).replaceFirst("^.*\\?ref=", "");
    }

    private HttpResponse<String> post(String path, String fields) {
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(fields))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .join();
    }
}
