package org.consultflow.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The service is stopped while messages are due and under way. */
class StoppingTest extends DeliverySteps {

    private static final int PATIENCE = 30;

    @BeforeEach
    @AfterEach
    void running() {
        if (!dispatcher.isRunning()) {
            dispatcher.start();
        }
    }

    @Test
    void what_is_under_way_is_finished_and_written_and_nothing_more_is_taken_in_hand() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        farEnd.answer("whatsapp", message -> {
            called.countDown();
            await(answer);
            return FarEnd.accepted(message);
        });
        request("reminder-1h", PHONE);
        request("reminder-15min", PHONE);
        dispatcher.poll();
        assertThat(called.await(PATIENCE, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(dispatcher::stop);
        waitUntilNotRunning();
        assertThat(stopped).isNotDone();
        dispatcher.poll();
        answer.countDown();
        stopped.get(PATIENCE, TimeUnit.SECONDS);

        assertThat(farEnd.sent).hasSize(1);
        assertThat(states()).containsOnlyOnce("SENT").doesNotContain("SENDING").contains("PENDING");
    }

    @Test
    void what_was_left_is_sent_after_the_next_start() {
        dispatcher.stop();
        request("reminder-1h", PHONE);
        dispatcher.poll();
        assertThat(farEnd.sent).isEmpty();
        dispatcher.start();
        dispatcher.poll();
        Awaitility.await().until(() -> states().contains("SENT"));
        assertThat(farEnd.sent).hasSize(1);
    }

    private void waitUntilNotRunning() {
        Awaitility.await().until(() -> !dispatcher.isRunning());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
