package org.consultflow.delivery;

import java.util.List;
import java.util.UUID;

import org.consultflow.delivery.Answers.Answer;
import org.consultflow.delivery.Outcome.Accepted;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An answer that is written without reading what stands there. */
class AcceptancesTest extends DeliverySteps {

    @Test
    void it_leaves_the_rows_that_the_same_word_in_a_receipt_leaves() {
        Claim answered = takenInHand();
        answers.together(List.of(accepted(answered)));
        List<String> rows = rows();
        jdbc.sql("truncate notice cascade").update();
        Claim merged = takenInHand();
        outcomes.record(new Receipt(merged.attempt().id(), "SM1", ReceiptStatus.QUEUED, null, null));

        assertThat(rows).hasSize(4).isEqualTo(rows());
        assertThat(states()).containsExactly("SENT", "WAITING");
    }

    @Test
    void it_keeps_the_number_of_segments() {
        Claim taken = takenInHand();
        Outcome inThree = new Accepted("SM1", ReceiptStatus.QUEUED, 3);
        answers.together(List.of(new Answer(taken.row(), taken.attempt(), inThree)));
        assertThat(jdbc.sql("select segments from attempt").query(Integer.class).single())
                .isEqualTo(3);
    }

    private static Answer accepted(Claim claim) {
        return new Answer(claim.row(), claim.attempt(), new Accepted("SM1", ReceiptStatus.QUEUED));
    }

    private Claim takenInHand() {
        consultation = UUID.randomUUID();
        request("reminder-1h", PHONE);
        return claim(dueNow().get(0)).orElseThrow();
    }

    /** What is in the tables, apart from ids and secrets. */
    private List<String> rows() {
        return jdbc.sql(
                        """
                        select (to_jsonb(n) - '{id, consultation_id}'::text[])::text from notice n
                        union all (select (to_jsonb(d) - '{id, notice_id, consultation_id, attempt_id}'::text[])::text
                            from delivery d order by position)
                        union all select (to_jsonb(a) - '{id, delivery_id, recipient_key, recipient_sealed}'::text[])::text from attempt a
                        union all select (to_jsonb(e) - '{id, delivery_id}'::text[])::text from delivery_event e""")
                .query(String.class)
                .list();
    }
}
