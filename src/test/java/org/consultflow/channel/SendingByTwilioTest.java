package org.consultflow.channel;

import java.util.function.Consumer;

import org.consultflow.delivery.FailureAction;
import org.consultflow.delivery.Outcome;
import org.consultflow.delivery.Remedy;
import org.consultflow.delivery.Way;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SendingByTwilioTest extends ChannelTest {

    @Nested
    class WhatComesBack {

        @ParameterizedTest
        @ValueSource(strings = {"whatsapp", "sms"})
        void serviceUnavailableIsUnknownAndIsNeverRepeated(String channel) {
            TWILIO.refuses(503, 20503).accepts("SM-second");

            Outcome outcome = courier.send(message(channel));

            assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
            assertThat(((Outcome.Unknown) outcome).errorCode()).isEqualTo(20503);
            assertThat(TWILIO.requests()).hasSize(1);
        }

        @Test
        void aPageOfAProxyIsUnknownAndIsNeverRepeated() {
            TWILIO.answers(502, "text/html", "<html><body>Bad Gateway</body></html>")
                    .accepts("SM-second");

            assertThat(courier.send(message("sms"))).isInstanceOf(Outcome.Unknown.class);
            assertThat(TWILIO.requests()).hasSize(1);
        }

        @Test
        void aServerErrorWithACodeThatWouldOtherwiseBeARefusalIsStillUnknown() {
            TWILIO.refuses(500, 63018);

            assertThat(courier.send(message("whatsapp"))).isInstanceOf(Outcome.Unknown.class);
        }

        @Test
        void tooManyRequestsWereNotProcessedAndMayBeRepeatedLater() {
            TWILIO.refuses(429, 20429).accepts("SM-second");

            assertThat(courier.send(message("sms"))).satisfies(refused(20429, FailureAction.SLOW_DOWN));
            assertThat(TWILIO.requests()).hasSize(1);
        }

        @ParameterizedTest
        @CsvSource({
            "whatsapp, 400, 63003, NEXT_CHANNEL",
            "whatsapp, 400, 63018, SLOW_DOWN",
            "whatsapp, 400, 21610, OPT_OUT",
            "sms, 400, 21614, GIVE_UP",
            "sms, 400, 21611, SLOW_DOWN",
            "sms, 400, 21610, OPT_OUT",
            "sms, 400, 99999, NEXT_CHANNEL",
            "sms, 401, 20003, OPEN_CIRCUIT",
            "sms, 403, 20003, OPEN_CIRCUIT",
            "sms, 404, 20404, NEXT_CHANNEL"
        })
        void aRefusalSaysWhatToDo(String channel, int status, int code, FailureAction action) {
            TWILIO.refuses(status, code);

            assertThat(courier.send(message(channel))).satisfies(refused(code, action));
            assertThat(TWILIO.requests()).hasSize(1);
        }

        @Test
        void aDroppedConnectionIsUnknownAndIsNeverRepeated() {
            TWILIO.dropsTheConnection().accepts("SM-second");

            assertThat(courier.send(message("whatsapp"))).isInstanceOf(Outcome.Unknown.class);
            assertThat(TWILIO.requests()).hasSize(1);
        }

        @Test
        void anAnswerThatDoesNotComeInTimeIsUnknown() {
            TWILIO.staysSilent().accepts("SM-second");

            assertThat(courier.send(message("sms"))).isInstanceOf(Outcome.Unknown.class);
            assertThat(TWILIO.requests()).hasSize(1);
        }

        @Test
        void nobodyListeningMeansItWasNotSent() {
            TWILIO.whileDown(
                    () -> assertThat(courier.send(message("sms"))).satisfies(refused(null, FailureAction.RETRY)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "not json", "", "{\"sid\":\"SM1\"}", "{\"status\":\"queued\"}"})
        void anAcceptanceThatCannotBeReadIsUnknown(String body) {
            TWILIO.answers(201, body);

            assertThat(courier.send(message("sms"))).isInstanceOf(Outcome.Unknown.class);
        }

        @Test
        void aRedirectIsNotFollowed() {
            TWILIO.answers(302, "text/html", "moved");

            assertThat(courier.send(message("sms"))).isInstanceOf(Outcome.Unknown.class);
        }

        private Consumer<Outcome> refused(Integer code, FailureAction action) {
            return outcome -> assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                assertThat(refused.errorCode()).isEqualTo(code);
                assertThat(refused.detail()).isEqualTo(meaning(code));
                assertThat(refused.remedy().action()).isEqualTo(action);
            });
        }

        private String meaning(Integer code) {
            return code == null ? "the provider could not be reached" : detailOf(code);
        }
    }

    @Nested
    class WhatIsNotSent {

        @ParameterizedTest
        @ValueSource(strings = {"0491570156", "not a number", "+1", "+614915701561234567", ""})
        void aNumberThatIsNotInE164(String address) {
            Outcome outcome = courier.send(message("sms", address, text("reminder-1h", "hello")));

            assertThat(outcome).isEqualTo(new Outcome.Refused(null, "the number is not in E.164", Remedy.NOT_ASKED));
            assertThat(TWILIO.requests()).isEmpty();
        }

        @Test
        void aTextThatIsTooLong() {
            Outcome outcome = courier.send(message("sms", NUMBER, text("reminder-1h", "a".repeat(1601))));

            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(TWILIO.requests()).isEmpty();
        }

        @Test
        void aMessageForAChannelWithoutARoute() {
            Outcome outcome = courier.send(message("pigeon"));

            assertThat(outcome)
                    .isEqualTo(new Outcome.Refused(null, "no route for pigeon is running", Remedy.NOT_ASKED));
        }
    }

    @Test
    void nothingThatGoesWrongLeavesANumberOrAWordInTheLogOrTheOutcome(CapturedOutput log) {
        TWILIO.refuses(400, 21211).refuses(503, 20503).dropsTheConnection().answers(201, "not json");
        StringBuilder outcomes = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            outcomes.append(courier.send(message("sms", NUMBER, text("reminder-1h", "secret-word-" + i))));
        }
        outcomes.append(courier.send(message("sms", "+61", text("reminder-1h", "secret-word-5"))));

        assertThat(outcomes.toString()).doesNotContain("491570156").doesNotContain("secret-word");
        assertThat(log.getAll()).doesNotContain("491570156").doesNotContain("secret-word");
    }

    @Test
    void theChannelsAreTheRoutesThatThereAre() {
        assertThat(courier.channels()).containsExactlyInAnyOrder("email", "whatsapp", "sms");
    }

    @Test
    void eachChannelSaysWhoSendsAndWhetherItCanBeAsked() {
        assertThat(courier.waysOut("whatsapp"))
                .containsExactly(new Way("whatsapp", "twilio", "whatsapp:+15005550006", true, false, 0));
        assertThat(courier.waysOut("sms")).containsExactly(new Way("sms", "twilio", "+15005550007", true, false, 0));
        assertThat(courier.waysOut("email"))
                .containsExactly(
                        new Way("email", "email", "Example Clinic <clinic@consultflow.example>", false, true, 0));
        assertThat(courier.waysOut("pigeon")).containsExactly(new Way("pigeon", "pigeon", "pigeon", false, false, 0));
    }

    private static String detailOf(int code) {
        return switch (code) {
            case 20429 -> "too many requests at once; not processed";
            case 63003 -> "the number has no WhatsApp";
            case 63018 -> "the sending limit of our WhatsApp sender is reached";
            case 21610 -> "the person has said stop";
            case 21614 -> "the number is not a mobile number";
            case 21611 -> "our number's queue is full";
            case 99999 -> "the provider did not take the message";
            case 20003 -> "our credentials were not accepted";
            case 20404 -> "the account or resource does not exist";
            default -> throw new IllegalArgumentException("no meaning given for " + code);
        };
    }
}
