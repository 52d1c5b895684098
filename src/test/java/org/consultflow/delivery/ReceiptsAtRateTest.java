package org.consultflow.delivery;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.consultflow.support.StatementCounter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a receipt costs, counted in statements: little, and next to nothing if it says nothing new. */
@Import(ReceiptsAtRateTest.Counting.class)
class ReceiptsAtRateTest extends DeliverySteps {

    @TestConfiguration
    static class Counting {
        @Bean
        static StatementCounter counter() {
            return new StatementCounter();
        }
    }

    @Autowired
    Receipts receipts;

    @Autowired
    StatementCounter counter;

    @Test
    void a_receipt_about_nothing_costs_one_read() {
        counter.reset();
        assertThat(receipts.record(new Receipt(UUID.randomUUID(), "SM1", ReceiptStatus.DELIVERED, null, null)))
                .isFalse();
        onlyOneReadWithoutALock();
    }

    @Test
    void a_receipt_that_says_nothing_new_costs_one_read_and_waits_for_nobody() {
        Receipt sent = sentAndReported();
        transaction.executeWithoutResult(somebodyIsAtTheNotice -> {
            jdbc.sql("select 1 from notice for update").query(Integer.class).list();
            inAnotherTransaction(() -> {
                for (ReceiptStatus stale : new ReceiptStatus[] {ReceiptStatus.QUEUED, ReceiptStatus.SENT}) {
                    counter.reset();
                    assertThat(receipts.record(new Receipt(sent.attemptId(), sent.providerId(), stale, null, null)))
                            .isTrue();
                    onlyOneReadWithoutALock();
                }
            });
        });
    }

    @Test
    void a_receipt_of_a_foreign_message_costs_one_read() {
        Receipt sent = sentAndReported();
        counter.reset();
        receipts.record(new Receipt(sent.attemptId(), "SMforeign", ReceiptStatus.DELIVERED, null, null));
        onlyOneReadWithoutALock();
        assertThat(states()).containsExactly("SENT", "WAITING");
    }

    @Test
    void a_receipt_with_news_costs_one_short_transaction() {
        Receipt sent = sentAndReported();
        counter.reset();
        receipts.record(new Receipt(sent.attemptId(), sent.providerId(), ReceiptStatus.DELIVERED, null, null));
        assertThat(states()).containsExactly("DELIVERED", "SUPPRESSED");
        counter.reset();
        receipts.record(new Receipt(sent.attemptId(), sent.providerId(), ReceiptStatus.READ, null, null));
        assertThat(counter.statements()).hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void a_receipt_gives_way_to_whoever_works_on_its_notice_for_long_and_is_taken_when_it_comes_again() {
        Receipt sent = sentAndReported();
        Receipt delivered = new Receipt(sent.attemptId(), sent.providerId(), ReceiptStatus.DELIVERED, null, null);
        transaction.executeWithoutResult(somebodyIsAtTheNotice -> {
            jdbc.sql("select 1 from notice for update").query(Integer.class).list();
            inAnotherTransaction(() ->
                    assertThatThrownBy(() -> receipts.record(delivered)).isInstanceOf(Receipts.BusyException.class));
        });
        assertThat(states()).containsExactly("SENT", "WAITING");
        receipts.record(delivered);
        assertThat(states()).containsExactly("DELIVERED", "SUPPRESSED");
    }

    private Receipt sentAndReported() {
        request("reminder-1h", PHONE);
        run();
        OutgoingMessage message = farEnd.sent.get(0);
        Receipt sent = new Receipt(message.attemptId(), FarEnd.sidOf(message), ReceiptStatus.SENT, null, null);
        receipts.record(sent);
        return sent;
    }

    private void onlyOneReadWithoutALock() {
        assertThat(counter.statements()).singleElement().satisfies(statement -> assertThat(statement)
                .startsWith("select")
                .contains("from attempt where id =")
                .doesNotContain("for update"));
    }

    /** Transactions belong to threads. */
    private static void inAnotherTransaction(Runnable work) {
        CompletableFuture.runAsync(work).orTimeout(30, TimeUnit.SECONDS).join();
    }
}
