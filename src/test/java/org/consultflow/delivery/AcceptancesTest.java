package org.consultflow.delivery;

import java.util.List;
import java.util.UUID;

import org.consultflow.delivery.Outcome.Accepted;
import org.consultflow.delivery.OutcomeRecorder.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An answer that is written without reading what stands there. */
class AcceptancesTest extends DeliverySteps {

    @Test
    void it_leaves_the_rows_that_the_same_word_in_a_receipt_leaves() {
        Claim answered = takenInHand();
        outcomes.answered(List.of(accepted(answered)));
        List<String> rows = rows();
        jdbc.sql("truncate notice cascade").update();
        Claim merged = takenInHand();
        outcomes.record(new Receipt(merged.attempt().id(), "SM1", ReceiptStatus.QUEUED, null, null));

        assertThat(rows).hasSize(5).isEqualTo(rows());
        assertThat(states()).containsExactly("SENT", "WAITING");
    }

    @Test
    void it_keeps_the_number_of_segments() {
        Claim taken = takenInHand();
        Outcome inThree = new Accepted("SM1", ReceiptStatus.QUEUED, 3);
        outcomes.answered(List.of(new Answer(taken.row(), taken.attempt(), inThree)));
        assertThat(jdbc.sql("select segments from attempt").query(Integer.class).single())
                .isEqualTo(3);
    }

    @Test
    void however_much_there_is_it_reads_its_own_rows() {
        fill();
        Claim taken = takenInHand();
        transaction.executeWithoutResult(tx -> {
            for (int time = 0; time < 10; time++) {
                // the driver keeps a statement after some times, PostgreSQL a plan after a few more
                outcomes.answered(List.of(accepted(taken)));
            }
            assertThat(rowsRead()).isPositive().isLessThan(1000);
        });
        assertThat(statesOf("reminder-1h")).containsExactly("SENT", "WAITING");
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

    private void fill() {
        jdbc.sql(
                        """
                        with notices as (
                            insert into notice (id, consultation_id, kind, schedule_revision, audience, state, requested_at,
                                due_at, deadline, call_if_unreached)
                            select gen_random_uuid(), gen_random_uuid(), 'before', 1, 'patient', 'REACHED', at, at, at, true
                            from (select timestamptz '2026-01-01' + n * interval '1 minute' as at
                                  from generate_series(1, 20000) n) moments
                            returning *
                        ), deliveries as (
                            insert into delivery (id, notice_id, consultation_id, kind, audience, chain, position, channel,
                                state, requested_at, due_at, deadline)
                            select gen_random_uuid(), id, consultation_id, kind, audience, 0, 0, 'whatsapp', 'DELIVERED',
                                due_at, due_at, deadline
                            from notices
                            returning *
                        )
                        insert into attempt (id, delivery_id, number, state, provider, askable, sender, recipient_key,
                            recipient_sealed, claimed_at, started_at, lease_until, provider_id)
                        select gen_random_uuid(), id, 1, 'ACCEPTED', channel, true, 'clinic', id::text, '', due_at, due_at,
                            due_at, 'SM' || id
                        from deliveries""")
                .update();
        jdbc.sql("analyze notice, delivery, attempt, delivery_event").update();
    }

    private long rowsRead() {
        return jdbc.sql(
                        """
                        select sum(seq_tup_read + idx_tup_fetch) from pg_stat_xact_user_tables
                        where relname in ('notice', 'delivery', 'attempt', 'delivery_event')""")
                .query(Long.class)
                .single();
    }
}
