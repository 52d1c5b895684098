package org.consultflow.channel;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.consultflow.voice.CallEvents.Connection;
import org.consultflow.voice.VoiceProvider;
import org.consultflow.voice.VoiceProvider.VoiceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@ExtendWith(OutputCaptureExtension.class)
class VoiceCallTest extends ChannelTest {

    private static final UUID LEG = UUID.fromString("0b0b5a0e-5f4c-4d4a-9a2e-0c6c6a3f0d11");
    private static final String SID = "CA00000000000000000000000000000001";
    private static final String ANSWERED = "/webhooks/twilio/voice?leg=" + LEG;
    private static final String STATUS = "/webhooks/twilio/call-status?leg=" + LEG;

    @Autowired
    private VoiceProvider voice;

    @Autowired
    private ChannelTestApp.Heard heard;

    @LocalServerPort
    private int port;

    @BeforeEach
    void nothingHeard() {
        heard.calls.clear();
        heard.connection = null;
    }

    @Test
    void aPhoneIsRungFromOurNumberAndTwilioAsksUsWhatIsToHappen() {
        TWILIO.answers(201, "{\"sid\":\"" + SID + "\",\"status\":\"queued\"}");

        assertThat(voice.dial(LEG, NUMBER)).isEqualTo(SID);

        FakeTwilio.Recorded request = TWILIO.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/2010-04-01/Accounts/" + ChannelTestApp.ACCOUNT + "/Calls.json");
        assertThat(request.field("To")).isEqualTo(NUMBER);
        assertThat(request.field("From")).isEqualTo("+15005550007");
        assertThat(request.field("Url")).isEqualTo("https://clinic.example" + ANSWERED + "#rc=5&rp=all");
        assertThat(request.field("StatusCallback")).isEqualTo("https://clinic.example" + STATUS + "#rc=5&rp=all");
        assertThat(request.field("MachineDetection")).isEqualTo("Enable");
        assertThat(request.field("Timeout")).isEqualTo("30");
    }

    @ParameterizedTest
    @CsvSource({"400, 21215, 21215, false", "429, 20429, 20429, true", "503, 20503, , false", "500, 20500, , false"})
    void whatTwilioRefusesIsAskedOnceAndKnownByItsCodeOnly(
            int status, int code, Integer known, boolean worthRepeating, CapturedOutput log) {
        TWILIO.refuses(status, code).answers(201, "{\"sid\":\"" + SID + "\"}");

        VoiceException refused = catchThrowableOfType(VoiceException.class, () -> voice.dial(LEG, NUMBER));

        assertThat(refused)
                .returns(known, VoiceException::code)
                .returns(worthRepeating, VoiceException::worthRepeating)
                .hasMessageContaining(Integer.toString(code))
                .hasMessageNotContaining(NUMBER.substring(1));
        assertThat(TWILIO.requests()).hasSize(1);
        assertThat(log.getAll()).doesNotContain(NUMBER.substring(1));
    }

    @Test
    void aBrokenConnectionLeavesItOpenWhetherItRings() {
        TWILIO.dropsTheConnection();
        VoiceException unknown = catchThrowableOfType(VoiceException.class, () -> voice.dial(LEG, NUMBER));
        assertThat(unknown).returns(null, VoiceException::code).returns(false, VoiceException::worthRepeating);
    }

    @Test
    void aCallIsHungUpAndOneThatHasEndedIsNoError() {
        TWILIO.answers(200, "{\"sid\":\"" + SID + "\",\"status\":\"completed\"}")
                .refuses(400, 21220)
                .refuses(404, 20404)
                .refuses(503, 20503);

        voice.hangUp(SID);
        voice.hangUp(SID);
        voice.hangUp(SID);
        assertThatThrownBy(() -> voice.hangUp(SID)).isInstanceOf(VoiceException.class);

        FakeTwilio.Recorded request = TWILIO.requests().get(0);
        assertThat(request.path())
                .isEqualTo("/2010-04-01/Accounts/" + ChannelTestApp.ACCOUNT + "/Calls/" + SID + ".json");
        assertThat(request.body()).isEqualTo("Status=completed");
    }

    @Test
    void whoAnswersHearsTheirLanguageAndMeetsTheOtherInAConference() {
        heard.connection = new Connection("call-nobody-can-guess", Locale.forLanguageTag("es-ES"));

        HttpResponse<String> twiml = answered("human");

        assertThat(twiml.statusCode()).isEqualTo(200);
        assertThat(twiml.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/xml"));
        assertThat(twiml.body())
                .contains("<Say language=\"es-ES\">Example Clinic. Le estamos conectando")
                .contains(">call-nobody-can-guess</Conference>")
                .contains("endConferenceOnExit=\"true\"")
                .contains("startConferenceOnEnter=\"true\"")
                .contains("maxParticipants=\"2\"")
                .contains("beep=\"false\"");
        assertThat(heard.calls).containsExactly(LEG + " " + SID + " answered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"machine_start", "fax"})
    void aMachineIsHungUpOn(String answeredBy) {
        heard.connection = new Connection("call-nobody-can-guess", Locale.ENGLISH);
        assertThat(answered(answeredBy).body()).contains("<Hangup/>").doesNotContain("Conference");
        assertThat(heard.calls).containsExactly(LEG + " " + SID + " answered by a machine");
    }

    @Test
    void whoIsCalledForNothingAnyMoreIsHungUpOn() {
        assertThat(answered("unknown").body()).contains("<Hangup/>");
    }

    @Test
    void howACallEndedIsHandedOnAndOtherStatusesArePassedOver() {
        for (String status :
                new String[] {"ringing", "in-progress", "busy", "no-answer", "completed", "something-new"}) {
            assertThat(caller().signed(STATUS, Map.of("CallSid", SID, "CallStatus", status))
                            .statusCode())
                    .isEqualTo(204);
        }
        caller().signed(STATUS, Map.of("CallSid", SID, "CallStatus", "failed", "ErrorCode", "21211"));
        assertThat(heard.calls)
                .containsExactly(
                        LEG + " " + SID + " BUSY",
                        LEG + " " + SID + " NO_ANSWER",
                        LEG + " " + SID + " COMPLETED",
                        LEG + " " + SID + " FAILED 21211");
    }

    @Test
    void whatIsNotSignedOrNamesNoLegIsRefused() {
        assertThat(caller().post(ANSWERED, Map.of("CallSid", SID), null).statusCode())
                .isEqualTo(403);
        assertThat(caller().post(STATUS, Map.of("CallSid", SID, "CallStatus", "busy"), "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                        .statusCode())
                .isEqualTo(403);
        assertThat(caller().signed("/webhooks/twilio/voice?leg=x", Map.of("CallSid", SID))
                        .statusCode())
                .isEqualTo(400);
        assertThat(heard.calls).isEmpty();
    }

    private TwilioCaller caller() {
        return new TwilioCaller("http://127.0.0.1:" + port, ChannelTestApp.PUBLIC_URL, ChannelTestApp.AUTH_TOKEN);
    }

    private HttpResponse<String> answered(String answeredBy) {
        return caller().signed(ANSWERED, Map.of("CallSid", SID, "AnsweredBy", answeredBy));
    }
}
