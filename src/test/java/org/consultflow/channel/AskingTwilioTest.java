package org.consultflow.channel;

import java.time.Instant;
import java.util.List;

import org.consultflow.delivery.Courier.CourierException;
import org.consultflow.delivery.Courier.Sighting;
import org.consultflow.delivery.FailureAction;
import org.consultflow.delivery.ReceiptStatus;
import org.consultflow.delivery.Remedy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AskingTwilioTest extends ChannelTest {

    private static final Instant SINCE = Instant.parse("2026-12-01T09:00:00Z");

    @Test
    void theListIsAskedForTheAddressAndOurSender() {
        TWILIO.answers(200, page());

        courier.find("whatsapp", NUMBER, SINCE);

        FakeTwilio.Recorded request = TWILIO.requests().get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).startsWith("/2010-04-01/Accounts/" + ChannelTestApp.ACCOUNT + "/Messages.json?");
        assertThat(request.query("To")).isEqualTo("whatsapp:" + NUMBER);
        assertThat(request.query("From")).isEqualTo("whatsapp:+15005550006");
    }

    @Test
    void aListedMessageIsASightingWithItsStatusAndWhatAFailureAsksFor() {
        TWILIO.answers(
                200,
                page(
                        listed("SM1", "+15005550007", "sent", "null", "Tue, 01 Dec 2026 09:00:00 +0000"),
                        listed("SM2", "+15005550007", "undelivered", "30005", "Tue, 01 Dec 2026 09:00:01 +0000"),
                        listed("SM3", "+15005550007", "failed", "21610", "Tue, 01 Dec 2026 09:10:00 +0000")));

        assertThat(courier.find("sms", NUMBER, SINCE))
                .containsExactly(
                        new Sighting("SM1", ReceiptStatus.SENT, null, null),
                        new Sighting("SM2", ReceiptStatus.UNDELIVERED, 30005, remedy(FailureAction.GIVE_UP, true)),
                        new Sighting("SM3", ReceiptStatus.FAILED, 21610, remedy(FailureAction.OPT_OUT, false)));
    }

    @Test
    void whatIsOlderOrFromAnotherSenderOrFromThePersonIsNotOurs() {
        TWILIO.answers(
                200,
                page(
                        listed("SM1", "+15005550007", "sent", "null", "Tue, 01 Dec 2026 08:59:59 +0000"),
                        listed("SM2", "+15005559999", "sent", "null", "Tue, 01 Dec 2026 09:05:00 +0000"),
                        listed("SM3", "+15005550007", "received", "null", "Tue, 01 Dec 2026 09:05:00 +0000")
                                .replace("outbound-api", "inbound")));

        assertThat(courier.find("sms", NUMBER, SINCE)).isEmpty();
    }

    @Test
    void aMessageThatStillWaitsAtTwilioIsSeenThoughItHasNoSendingTime() {
        TWILIO.answers(200, page(listed("SM1", "+15005550007", "queued", "null", "Tue, 01 Dec 2026 09:00:05 +0000")));

        List<Sighting> found = courier.find("sms", NUMBER, SINCE);

        assertThat(found).containsExactly(new Sighting("SM1", ReceiptStatus.QUEUED, null, null));
    }

    @Test
    void noAnswerIsNotAnEmptyList() {
        TWILIO.refuses(503, 20503);
        assertThatThrownBy(() -> courier.find("sms", NUMBER, SINCE)).isInstanceOf(CourierException.class);
        TWILIO.dropsTheConnection();
        assertThatThrownBy(() -> courier.find("sms", NUMBER, SINCE)).isInstanceOf(CourierException.class);
        TWILIO.answers(200, "not json");
        assertThatThrownBy(() -> courier.find("sms", NUMBER, SINCE))
                .isInstanceOf(CourierException.class)
                .hasMessageNotContaining("491570156");
        assertThat(TWILIO.requests()).hasSize(3);
    }

    @Test
    void aChannelThatCannotBeAskedSaysSo() {
        assertThatThrownBy(() -> courier.find("email", "patient@example.org", SINCE))
                .isInstanceOf(CourierException.class)
                .hasMessageNotContaining("example.org");
    }

    private static Remedy remedy(FailureAction action, boolean callOps) {
        return new Remedy(action, Remedy.Concern.RECIPIENT, null, null, callOps);
    }

    private static String page(String... messages) {
        return "{\"messages\":[" + String.join(",", messages)
                + "],\"page\":0,\"page_size\":1000,\"start\":0,\"end\":0,\"uri\":\"/2010-04-01/x\","
                + "\"first_page_uri\":\"/2010-04-01/x\",\"next_page_uri\":null,\"previous_page_uri\":null}";
    }

    private static String listed(String sid, String from, String status, String code, String created) {
        return "{\"sid\":\"" + sid + "\",\"from\":\"" + from + "\",\"to\":\"" + NUMBER + "\",\"status\":\"" + status
                + "\",\"direction\":\"outbound-api\",\"error_code\":" + code + ",\"date_created\":\"" + created
                + "\",\"date_sent\":null}";
    }
}
