package org.consultflow.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.consultflow.delivery.FailureAction;
import org.consultflow.delivery.Outcome;
import org.consultflow.delivery.Remedy;
import org.consultflow.delivery.Remedy.Concern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ErrorPolicyTest {

    private static final String DEFAULTS =
            """
            code,channel,meaning,action,concerns,times,pause,ops
            429,any,too often,RETRY
            4xx,any,refused,NEXT_CHANNEL
            5xx,any,unknown,RECONCILE
            other,any,unknown,RECONCILE
            failed,any,not delivered,NEXT_CHANNEL
            """;

    @TempDir
    private Path directory;

    @Test
    void theTableAsDeliveredIsGood() {
        ErrorPolicy policy = ErrorPolicy.read(Path.of("routes/twilio-error-policy.csv"));

        assertThat(policy.onFailure("whatsapp", 63024))
                .isEqualTo(new Remedy(FailureAction.NEXT_CHANNEL, Concern.RECIPIENT, null, null, false));
        assertThat(policy.meaning("video", 53119)).contains("too many rooms at once");
    }

    @Test
    void theRowOfTheChannelComesBeforeTheOneForAnyAndTheCodeBeforeTheStatus() throws IOException {
        ErrorPolicy policy =
                table("21610,any,stop,OPT_OUT,recipient\n21610,sms,stop by text,RETRY\n400,any,bad,RETRY\n");

        assertThat(policy.refusal("sms", 400, 21610))
                .isEqualTo(new Outcome.Refused(21610, "stop by text", FailureAction.RETRY));
        assertThat(policy.refusal("whatsapp", 400, 21610))
                .isEqualTo(new Outcome.Refused(
                        21610, "stop", new Remedy(FailureAction.OPT_OUT, Concern.RECIPIENT, null, null, false)));
        assertThat(policy.refusal("sms", 400, 12345)).isEqualTo(new Outcome.Refused(12345, "bad", FailureAction.RETRY));
        assertThat(policy.refusal("sms", 409, null))
                .isEqualTo(new Outcome.Refused(null, "refused", FailureAction.NEXT_CHANNEL));
    }

    @Test
    void afterAServerErrorOrAStrangeStatusNobodyKnows() throws IOException {
        ErrorPolicy policy = table("20503,any,refused,NEXT_CHANNEL\n");

        assertThat(policy.refusal("sms", 503, 20503)).isEqualTo(new Outcome.Unknown(20503, "unknown"));
        assertThat(policy.refusal("sms", 302, null)).isEqualTo(new Outcome.Unknown(null, "unknown"));
    }

    @Test
    void aMessageThatFailedIsKnownToHaveFailed() throws IOException {
        ErrorPolicy policy = table("20500,any,unknown,RECONCILE\n");

        assertThat(policy.onFailure("sms", 20500)).isEqualTo(Remedy.of(FailureAction.NEXT_CHANNEL));
        assertThat(policy.onFailure("sms", null)).isEqualTo(Remedy.of(FailureAction.NEXT_CHANNEL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "21610,any,stop|a row has the columns",
                "x21610,any,stop,RETRY|the code is a code of the provider",
                "21610,Any,stop,RETRY|the channel is a word in small letters",
                "21610,any,,RETRY|the meaning is missing",
                "21610,any,stop,SHRUG|the action is RETRY, NEXT_CHANNEL, GIVE_UP, OPT_OUT, OPEN_CIRCUIT, CALL_OPS or RECONCILE",
                "503,any,down,RETRY|after 503 nobody knows",
                "5xx,sms,down,NEXT_CHANNEL|after 5xx nobody knows",
                "30005,sms,gone,OPEN_CIRCUIT,recipient|only what concerns sender or account opens a circuit",
                "30005,sms,gone,OPEN_CIRCUIT|only what concerns sender or account opens a circuit",
                "30005,sms,gone,GIVE_UP,sender|only what concerns the recipient gives up",
                "30005,sms,gone,RETRY,recipent|concerns is recipient",
                "30005,sms,gone,RETRY,recipient,0|times is a number",
                "30005,sms,gone,NEXT_CHANNEL,recipient,2|times says how often RETRY",
                "30005,sms,gone,RETRY,recipient,1,5m|pause is a duration",
                "30005,sms,gone,RETRY,recipient,1,PT0S|pause is longer than nothing",
                "30005,sms,gone,NEXT_CHANNEL,recipient,,PT5M|pause says when RETRY",
                "30005,sms,gone,RETRY,recipient,1,PT5M,yes|ops is call",
                "failed,sms,late,RECONCILE|a message that failed is known to have failed",
                "429,any,too often,RETRY|code and channel stand in an earlier row"
            })
    void aBadRowStopsTheStartNamingTheLineAndTheRule(String row, String rule) {
        assertThatThrownBy(() -> table("21612,sms,a good row,NEXT_CHANNEL\n" + row + "\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line 8")
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @CsvSource({"429", "4xx", "5xx", "other", "failed"})
    void aMissingDefaultStopsTheStart(String code) throws IOException {
        Path file = directory.resolve("policy.csv");
        Files.writeString(file, DEFAULTS.replaceAll("(?m)^" + code + ",.*\\n", ""));

        assertThatThrownBy(() -> ErrorPolicy.read(file)).hasMessageContaining("\"" + code + ",any\" is needed");
    }

    @Test
    void aMissingFileOrOtherColumnsStopTheStart() throws IOException {
        assertThatThrownBy(() -> ErrorPolicy.read(directory.resolve("none.csv")))
                .isInstanceOf(IllegalStateException.class);
        Path file = directory.resolve("policy.csv");
        Files.writeString(file, "code,meaning\n");
        assertThatThrownBy(() -> ErrorPolicy.read(file)).hasMessageContaining("line 1");
    }

    private ErrorPolicy table(String rows) throws IOException {
        Path file = directory.resolve("policy.csv");
        Files.writeString(file, DEFAULTS + rows);
        return ErrorPolicy.read(file);
    }
}
