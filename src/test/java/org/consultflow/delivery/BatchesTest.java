package org.consultflow.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.consultflow.delivery.Answers.Answer;
import org.consultflow.support.StatementCounter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Many at once: what that costs the database, and that none of them pays for another. */
@ContextConfiguration(classes = BatchesTest.WithCounter.class)
@TestPropertySource(properties = "consultflow.delivery.parallel=50")
class BatchesTest extends DeliverySteps {

    private static final int MANY = 50;

    @Autowired
    StatementCounter counter;

    @Autowired
    HandOver handOver;

    private List<UUID> asked;

    @BeforeEach
    void manyAtOnce() {
        asked = new ArrayList<>();
        transaction.executeWithoutResult(tx -> {
            counter.reset();
            for (int i = 0; i < MANY; i++) {
                consultation = UUID.randomUUID();
                asked.add(consultation);
                outbox.request(
                        key(i == 20 ? "special" : "reminder-1h"),
                        PHONE,
                        clock.instant().plus(Duration.ofHours(1)),
                        true);
            }
        });
    }

    @Test
    void asking_for_fifty_messages_takes_two_statements() {
        assertThat(counter.statements()).hasSize(2);
    }

    @Test
    void taking_fifty_in_hand_and_writing_their_answers_costs_less_than_a_statement_a_message() {
        counter.reset();
        List<Claim> claimed = claims.claim(dueNow());
        answers.together(answers(claimed));

        assertThat(claimed).hasSize(MANY);
        assertThat(counter.statements()).hasSizeLessThanOrEqualTo(20);
        assertThat(states()).filteredOn("SENT"::equals).hasSize(MANY);
    }

    @Test
    void fifty_receipts_that_come_at_once_cost_less_than_a_statement_each() {
        answers.together(answers(claims.claim(dueNow())));
        counter.reset();
        Set<UUID> merged = outcomes.recordWhereFree(receipts(ReceiptStatus.DELIVERED));

        assertThat(merged).hasSize(MANY);
        assertThat(counter.statements()).hasSizeLessThanOrEqualTo(8);
        assertThat(states()).filteredOn("DELIVERED"::equals).hasSize(MANY);
        assertThat(noticeStates()).containsOnly("REACHED");
    }

    @Test
    void of_what_a_receipt_changes_of_a_message_under_way_few_indexes_have_to_hear() {
        answers.together(answers(claims.claim(dueNow())));
        transaction.executeWithoutResult(tx -> {
            outcomes.recordWhereFree(receipts(ReceiptStatus.SENT));
            // where many rows of one page change at the same moment there is no room for all
            assertThat(writtenInPlace("attempt")).isGreaterThan(MANY / 2);
            assertThat(writtenInPlace("delivery")).isGreaterThan(MANY / 2);
        });
    }

    @Test
    void of_the_answer_to_a_call_no_index_of_deliveries_has_to_hear() {
        List<Answer> came = answers(claims.claim(dueNow()));
        transaction.executeWithoutResult(tx -> {
            answers.together(came);
            assertThat(writtenInPlace("delivery")).isGreaterThan(MANY / 2);
        });
    }

    /** How many rows this transaction has changed without a new entry in any index. */
    private long writtenInPlace(String table) {
        return jdbc.sql("select pg_stat_get_xact_tuples_hot_updated(cast(:table as regclass))")
                .param("table", table)
                .query(Long.class)
                .single();
    }

    private List<Receipt> receipts(ReceiptStatus status) {
        return farEnd.sent.stream()
                .map(message -> new Receipt(message.attemptId(), FarEnd.sidOf(message), status, null, null))
                .toList();
    }

    @Test
    void one_that_cannot_be_taken_in_hand_spoils_no_other() {
        farEnd.unclearable.add("special");
        run();
        assertThat(farEnd.sent).hasSize(MANY - 1);
        assertThat(farEnd.sent).extracting(OutgoingMessage::attemptId).doesNotHaveDuplicates();
        assertThat(statesOf("special")).containsExactly("PENDING", "WAITING");
    }

    @Test
    void an_answer_that_cannot_be_written_spoils_no_other() {
        // the provider gives one message the id of another: only one of them may be bound to it
        farEnd.answer("whatsapp", message -> new Outcome.Accepted("SMtwice", ReceiptStatus.QUEUED));
        farEnd.answer("whatsapp", message -> new Outcome.Accepted("SMtwice", ReceiptStatus.QUEUED));
        List<Claim> claimed = claims.claim(dueNow());
        answers.record(answers(claimed));
        assertThat(states()).filteredOn("SENT"::equals).hasSize(MANY - 1);
        assertThat(states()).filteredOn("SENDING"::equals).hasSize(1);
    }

    @Test
    void what_somebody_else_is_at_is_left_to_them_and_the_others_go() {
        UUID held = jdbc.sql("select id from notice where consultation_id = :id")
                .param("id", asked.get(7))
                .query(UUID.class)
                .single();
        List<UUID> due = dueNow();
        transaction.executeWithoutResult(somebodyElse -> {
            notices.lock(held).orElseThrow();
            List<Claim> claimed = java.util.concurrent.CompletableFuture.supplyAsync(() -> claims.claim(due))
                    .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                    .join();
            assertThat(claimed).hasSize(MANY - 1);
        });
    }

    private List<Answer> answers(List<Claim> claimed) {
        return claimed.stream()
                .map(claim -> new Answer(claim.row(), claim.attempt(), handOver.deliver(claim)))
                .toList();
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class WithCounter {

        @Bean
        static StatementCounter statementCounter() {
            return new StatementCounter();
        }
    }
}
