package org.consultflow.delivery;

import java.util.List;

import org.consultflow.delivery.Answers.Answer;
import org.consultflow.delivery.Outcome.Accepted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** However much was sent before: what each message needs reads a few rows, none of the tables whole. */
class LongLedgerTest extends DeliverySteps {

    private static final String ON = "whatsapp";
    /** The driver keeps a statement after some times, PostgreSQL a plan for all values after a few more. */
    private static final int TIMES = 12;

    private static final long FEW = 1000;

    @BeforeEach
    void muchWasSentBefore() {
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

    @Test
    void what_there_is_to_do_is_found() {
        assertThat(rowsReadToLook()).as("nothing to do").isLessThan(FEW);
        request("reminder-1h", PHONE);
        assertThat(rowsReadToLook()).as("one to send").isPositive().isLessThan(FEW);
    }

    private long rowsReadToLook() {
        return transaction.execute(tx -> {
            long before = rowsRead();
            for (int time = 0; time < TIMES; time++) {
                due.agenda(clock.instant(), realTime.instant(), realTime.instant());
                due.next();
                due.busy(clock.instant());
                due.toSend(ON, clock.instant(), realTime.instant(), 100);
                due.tooLate(ON, clock.instant(), realTime.instant(), 100);
                due.queue(ON, clock.instant(), realTime.instant());
                due.underWay(List.of(key("reminder-1h")));
                due.silent(clock.instant(), realTime.instant());
                due.calls(realTime.instant());
            }
            return rowsRead() - before;
        });
    }

    @Test
    void an_answer_is_written() {
        request("reminder-1h", PHONE);
        Claim taken = claim(dueNow().get(0)).orElseThrow();
        Answer answer = new Answer(taken.row(), taken.attempt(), new Accepted("SM1", ReceiptStatus.QUEUED));
        transaction.executeWithoutResult(tx -> {
            long before = rowsRead();
            for (int time = 0; time < TIMES; time++) {
                answers.together(List.of(answer));
            }
            assertThat(rowsRead() - before).isPositive().isLessThan(FEW);
        });
        assertThat(statesOf("reminder-1h")).containsExactly("SENT", "WAITING");
    }

    /** By this transaction, and by those before it of which PostgreSQL has not told yet. */
    private long rowsRead() {
        return jdbc.sql(
                        """
                        select sum(seq_tup_read + idx_tup_fetch) from pg_stat_xact_user_tables
                        where relname in ('notice', 'delivery', 'attempt', 'delivery_event')""")
                .query(Long.class)
                .single();
    }
}
