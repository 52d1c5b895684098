package org.consultflow.channel;

import java.math.BigDecimal;
import java.util.Currency;

import org.consultflow.delivery.Courier.CourierException;
import org.consultflow.delivery.FailureAction;
import org.consultflow.delivery.Outcome;
import org.consultflow.delivery.ProviderRecords;
import org.consultflow.delivery.ProviderRecords.ProviderRecord;
import org.consultflow.delivery.ReceiptStatus;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TwilioRecordsTest extends ChannelTest {

    private static final String SID = "SM00000000000000000000000000000001";

    @Autowired
    ProviderRecords records;

    @Test
    void twilioIsAskedForTheOneMessageAndItsNegativePriceIsWhatItCost() {
        TWILIO.answers(200, message("delivered", "null", "\"2\"", "\"-0.11050\"", "\"AUD\""));

        assertThat(records.find("sms", SID))
                .contains(new ProviderRecord(
                        ReceiptStatus.DELIVERED,
                        null,
                        null,
                        2,
                        new BigDecimal("0.11050"),
                        Currency.getInstance("AUD")));
        FakeTwilio.Recorded request = TWILIO.requests().get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path())
                .isEqualTo("/2010-04-01/Accounts/" + ChannelTestApp.ACCOUNT + "/Messages/" + SID + ".json");
    }

    @Test
    void aPriceThatTwilioHasNotSaidYetIsNone() {
        TWILIO.answers(200, message("undelivered", "63024", "\"0\"", "null", "\"USD\""));

        assertThat(records.find("whatsapp", SID)).hasValueSatisfying(found -> {
            assertThat(found.status()).isEqualTo(ReceiptStatus.UNDELIVERED);
            assertThat(found.errorCode()).isEqualTo(63024);
            assertThat(found.onFailure().action()).isEqualTo(FailureAction.NEXT_CHANNEL);
            assertThat(found.segments()).isNull();
            assertThat(found.price()).isNull();
            assertThat(found.currency()).isNull();
        });
    }

    @Test
    void aMessageThatTwilioDoesNotKnowIsNoneAndNoAnswerIsNot() {
        TWILIO.refuses(404, 20404);
        assertThat(records.find("sms", SID)).isEmpty();

        TWILIO.refuses(503, 20503);
        assertThatThrownBy(() -> records.find("sms", SID)).isInstanceOf(CourierException.class);
        TWILIO.dropsTheConnection();
        assertThatThrownBy(() -> records.find("sms", SID))
                .isInstanceOf(CourierException.class)
                .hasMessageNotContaining("491570156");
        assertThat(TWILIO.requests()).hasSize(3);
    }

    @Test
    void mailHasNoBookThatCouldBeAsked() {
        assertThat(records.find("email", "a@clinic.example")).isEmpty();
        assertThat(TWILIO.requests()).isEmpty();
    }

    @Test
    void theAnswerToANewMessageSaysItsSegments() {
        TWILIO.answers(201, "{\"sid\":\"" + SID + "\",\"status\":\"queued\",\"num_segments\":\"3\",\"price\":null}");
        assertThat(courier.send(message("sms"))).isEqualTo(new Outcome.Accepted(SID, ReceiptStatus.QUEUED, 3));

        TWILIO.answers(201, "{\"sid\":\"" + SID + "\",\"status\":\"accepted\",\"num_segments\":\"0\"}");
        assertThat(courier.send(message("sms"))).isEqualTo(new Outcome.Accepted(SID, ReceiptStatus.ACCEPTED, null));
    }

    private static String message(String status, String code, String segments, String price, String unit) {
        return "{\"sid\":\"" + SID + "\",\"status\":\"" + status + "\",\"error_code\":" + code + ",\"num_segments\":"
                + segments + ",\"price\":" + price + ",\"price_unit\":" + unit + "}";
    }
}
