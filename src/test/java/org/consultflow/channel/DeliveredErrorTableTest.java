package org.consultflow.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.consultflow.channel.PolicyTable.Action;
import org.consultflow.channel.PolicyTable.Rule;
import org.consultflow.delivery.FailureAction;
import org.consultflow.delivery.Outcome;
import org.consultflow.delivery.Remedy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The table as delivered: what Twilio's codes are about, named one by one. */
class DeliveredErrorTableTest {

    private static final Path FILE = Path.of("routes", ErrorPolicy.FILE);

    private final PolicyTable table = PolicyTable.read(FILE);
    private final ErrorPolicy policy = ErrorPolicy.read(FILE);

    @ParameterizedTest
    @CsvSource({
        "whatsapp, '63003,63014,63015,63024,63032,63033,21610,21211'",
        "sms, '21211,21408,21610,21612,21614,30003,30004,30005,30006,30007,30008,30023'",
        "voice, '13224,13225,13227,21215,21216,21217,21219'"
    })
    void what_is_about_one_recipient_never_opens_a_circuit(String channel, String codes) {
        for (String code : codes.split(",")) {
            assertThat(table.rule(code, channel).map(Rule::action))
                    .as(code)
                    .isPresent()
                    .get()
                    .isNotEqualTo(Action.OPEN_CIRCUIT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "whatsapp, '20003,63001,63002,63007,63020,63022,63038,63051'",
        "sms, '20003,21701,21704,30002,30032,30034'"
    })
    void what_is_about_our_sender_or_account_opens_one(String channel, String codes) {
        for (String code : codes.split(",")) {
            Remedy remedy = policy.onFailure(channel, Integer.valueOf(code));
            assertThat(remedy.action()).as(code).isEqualTo(FailureAction.OPEN_CIRCUIT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "whatsapp, '63005,63013,63015,63016,63021,63027,63028,63030,63041,63042,63049,21654,21655,21656'",
        "sms, '21603,21604,21606,21609,21617,21619,21703,21910,35114,35118,35125,20404,30007'"
    })
    void what_somebody_of_ours_has_to_mend_calls_ops_and_the_next_channel_goes(String channel, String codes) {
        for (String code : codes.split(",")) {
            Remedy remedy = policy.onFailure(channel, Integer.valueOf(code));
            assertThat(remedy.action()).as(code).isEqualTo(FailureAction.NEXT_CHANNEL);
            assertThat(remedy.callOps()).as(code).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30003, 30008, 30410, 30036})
    void some_things_are_tried_once_more(int code) {
        Remedy remedy = policy.onFailure("sms", code);
        assertThat(remedy.action()).isEqualTo(FailureAction.RETRY);
        assertThat(remedy.times()).isEqualTo(1);
        assertThat(remedy.pause()).isPositive();
    }

    @Test
    void a_person_who_said_stop_is_opted_out() {
        assertThat(policy.onFailure("sms", 21610).action()).isEqualTo(FailureAction.OPT_OUT);
        assertThat(policy.onFailure("whatsapp", 63014).action()).isEqualTo(FailureAction.OPT_OUT);
    }

    @Test
    void a_code_that_nobody_knows_is_safe_on_every_channel() {
        for (String channel : List.of("whatsapp", "sms", "telegram")) {
            assertThat(policy.refusal(channel, 400, 99999))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.remedy().action()).isEqualTo(FailureAction.NEXT_CHANNEL));
            assertThat(policy.refusal(channel, 500, 99999)).isInstanceOf(Outcome.Unknown.class);
            assertThat(policy.onFailure(channel, 99999).action()).isEqualTo(FailureAction.NEXT_CHANNEL);
        }
    }

    @Test
    void every_row_whose_action_is_not_a_default_says_what_it_is_about() throws IOException {
        assertThat(Files.readAllLines(FILE).stream()
                        .skip(1)
                        .filter(row -> row.matches("[0-9]{5},(?!video).*,(RETRY|NEXT_CHANNEL|CALL_OPS),,.*")))
                .isEmpty();
    }
}
