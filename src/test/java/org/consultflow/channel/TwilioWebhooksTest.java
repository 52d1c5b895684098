package org.consultflow.channel;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.consultflow.channel.ChannelTestApp.Heard;
import org.consultflow.delivery.FailureAction;
import org.consultflow.delivery.Receipt;
import org.consultflow.delivery.ReceiptStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TwilioWebhooksTest extends ChannelTest {

    private static final String REFERENCE = "5b0d3f1c-3a53-4ad3-9d0c-3f7f4a1f7a01";
    private static final UUID ATTEMPT = UUID.fromString(REFERENCE);
    private static final String STATUS = "/webhooks/twilio/message-status?ref=" + REFERENCE;
    private static final String INBOUND = "/webhooks/twilio/inbound-message";
    private static final String ROOM = "/webhooks/twilio/room-status";

    @LocalServerPort
    private int port;

    @Autowired
    private Heard heard;

    @Autowired
    private MeterRegistry meters;

    @BeforeEach
    void nothingHeardYet() {
        heard.receipts.clear();
        heard.rooms.clear();
        heard.busy = false;
    }

    @Nested
    class Signatures {

        @ParameterizedTest
        @ValueSource(strings = {STATUS, INBOUND, ROOM})
        void withoutASignatureOrWithAForgedOneNothingIsHeard(String path) {
            Map<String, String> form = delivered();

            assertThat(post(path, form, null).statusCode()).isEqualTo(403);
            assertThat(post(path, form, "").statusCode()).isEqualTo(403);
            assertThat(post(path, form, TwilioCaller.sign("other-token", ChannelTestApp.PUBLIC_URL + path, form))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(heard.receipts).isEmpty();
            assertThat(heard.rooms).isEmpty();
        }

        @Test
        void aSignatureIsGoodForItsOwnFieldsAndAddressOnly() {
            String signature =
                    TwilioCaller.sign(ChannelTestApp.AUTH_TOKEN, ChannelTestApp.PUBLIC_URL + STATUS, delivered());
            Map<String, String> changed = delivered();
            changed.put("MessageStatus", "read");

            assertThat(post(STATUS, changed, signature).statusCode()).isEqualTo(403);
            assertThat(post(STATUS.replace("7a01", "7a02"), delivered(), signature)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(heard.receipts).isEmpty();
        }

        @Test
        void theAddressThatIsSignedIsThePublicOneWhateverTheServerIsCalledHere() {
            assertThat(post(
                                    STATUS,
                                    delivered(),
                                    TwilioCaller.sign(
                                            ChannelTestApp.AUTH_TOKEN,
                                            "http://127.0.0.1:" + port + STATUS,
                                            delivered()))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(signed(STATUS, delivered()).statusCode()).isEqualTo(204);
        }
    }

    @Nested
    class MessageStatus {

        @Test
        void aReceiptCarriesTheAttemptOfTheAddress() {
            assertThat(signed(STATUS, delivered()).statusCode()).isEqualTo(204);

            assertThat(heard.receipts)
                    .containsExactly(new Receipt(ATTEMPT, "SM1", ReceiptStatus.DELIVERED, null, null));
        }

        @ParameterizedTest
        @CsvSource({
            "whatsapp:+61491570156, 63024, NEXT_CHANNEL",
            "whatsapp:+61491570156, 63012, RETRY",
            "whatsapp:+61491570156, 63033, GIVE_UP",
            "+61491570156, 30005, GIVE_UP",
            "+61491570156, 30003, RETRY",
            "+61491570156, 77777, NEXT_CHANNEL"
        })
        void aFailureSaysWhatItAsksFor(String to, int code, FailureAction action) {
            Map<String, String> form = delivered();
            form.put("MessageStatus", "undelivered");
            form.put("To", to);
            form.put("ErrorCode", Integer.toString(code));

            signed(STATUS, form);

            assertThat(heard.receipts).hasSize(1).first().satisfies(receipt -> {
                assertThat(receipt.attemptId()).isEqualTo(ATTEMPT);
                assertThat(receipt.status()).isEqualTo(ReceiptStatus.UNDELIVERED);
                assertThat(receipt.errorCode()).isEqualTo(code);
                assertThat(receipt.onFailure().action()).isEqualTo(action);
            });
        }

        @Test
        void whileTheLedgerIsBusyTwilioIsToSayItAgain() {
            heard.busy = true;
            assertThat(signed(STATUS, delivered()).statusCode()).isEqualTo(503);

            heard.busy = false;
            assertThat(signed(STATUS, delivered()).statusCode()).isEqualTo(204);
            assertThat(heard.receipts).hasSize(1);
        }

        @Test
        void aWordThatIsNotKnownIsPassedOver() {
            Map<String, String> form = delivered();
            form.put("MessageStatus", "teleported");

            assertThat(signed(STATUS, form).statusCode()).isEqualTo(204);
            assertThat(heard.receipts).isEmpty();
        }

        @Test
        void aCallWithoutReferenceOrSidOrStatusIsABadRequest() {
            assertThat(signed("/webhooks/twilio/message-status", delivered()).statusCode())
                    .isEqualTo(400);
            assertThat(signed("/webhooks/twilio/message-status?ref=1", delivered())
                            .statusCode())
                    .isEqualTo(400);
            assertThat(signed(STATUS, Map.of("MessageSid", "SM1")).statusCode()).isEqualTo(400);
            assertThat(signed(STATUS, Map.of("MessageStatus", "sent")).statusCode())
                    .isEqualTo(400);
        }

        @Test
        void operationsSeeHowLongItTookUnderItsAddress() {
            signed(STATUS, delivered());

            await().untilAsserted(() -> assertThat(meters.get("http.server.requests")
                            .tag("uri", "/webhooks/twilio/message-status")
                            .tag("status", "204")
                            .timer()
                            .count())
                    .isPositive());
        }

        @Test
        void aReferenceInTheBodyDoesNotReplaceTheOneInTheAddress() {
            Map<String, String> form = delivered();
            form.put("ref", UUID.randomUUID().toString());

            assertThat(signed(STATUS, form).statusCode()).isIn(204, 400);
            assertThat(heard.receipts)
                    .allSatisfy(receipt -> assertThat(receipt.attemptId()).isEqualTo(ATTEMPT));
        }
    }

    @Nested
    class RoomStatus {

        @Test
        void whoComesAndGoesAndThatARoomEndsIsHandedOn() {
            signed(ROOM, event("participant-connected", "2026-12-01T09:00:00.000Z"));
            signed(ROOM, event("participant-disconnected", "2026-12-01T09:50:00Z"));
            signed(ROOM, event("room-ended", "2026-12-01T09:51:00Z"));
            assertThat(signed(ROOM, event("track-added", "2026-12-01T09:00:01Z"))
                            .statusCode())
                    .isEqualTo(204);

            assertThat(heard.rooms)
                    .containsExactly(
                            "RM1 joined patient 2026-12-01T09:00:00Z",
                            "RM1 left patient 2026-12-01T09:50:00Z",
                            "RM1 ended 2026-12-01T09:51:00Z");
        }

        @Test
        void theNumberOfEachEventIsHandedOnTooSoThatAGapIsSeen() {
            Map<String, String> track = new LinkedHashMap<>(event("track-added", "2026-12-01T09:00:01Z"));
            track.put("SequenceNumber", "3");
            signed(ROOM, track);
            Map<String, String> end = new LinkedHashMap<>(event("room-ended", "2026-12-01T09:51:00Z"));
            end.put("SequenceNumber", "4");
            signed(ROOM, end);

            assertThat(heard.rooms)
                    .containsExactly("RM1 told 3", "RM1 ended 2026-12-01T09:51:00Z", "RM1 told 4, its end");
        }

        @Test
        void anEventWithoutARoomIsABadRequest() {
            assertThat(signed(ROOM, Map.of("StatusCallbackEvent", "room-ended")).statusCode())
                    .isEqualTo(400);
            assertThat(heard.rooms).isEmpty();
        }

        private Map<String, String> event(String event, String at) {
            return Map.of(
                    "RoomSid", "RM1", "StatusCallbackEvent", event, "ParticipantIdentity", "patient", "Timestamp", at);
        }
    }

    private static Map<String, String> delivered() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("MessageSid", "SM1");
        form.put("MessageStatus", "delivered");
        form.put("To", NUMBER);
        form.put("ChannelStatusMessage", "señal & más + 1");
        return form;
    }

    private HttpResponse<String> signed(String path, Map<String, String> form) {
        return caller().signed(path, form);
    }

    private HttpResponse<String> post(String path, Map<String, String> form, String signature) {
        return caller().post(path, form, signature);
    }

    private TwilioCaller caller() {
        return new TwilioCaller("http://127.0.0.1:" + port, ChannelTestApp.PUBLIC_URL, ChannelTestApp.AUTH_TOKEN);
    }
}
