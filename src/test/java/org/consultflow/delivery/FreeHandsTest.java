package org.consultflow.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Who asks for many messages waits for hands, where there will be some in a moment. */
class FreeHandsTest extends HandsSteps {

    @Autowired
    FreeHands freeHands;

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean done;

    @AfterEach
    void nobodyWaitsAnyMore() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void while_hands_are_free_nobody_waits_however_many_come() {
        assertThat(now(50)).isTrue();
    }

    @Test
    void who_finds_them_full_waits_until_there_is_room_for_all() {
        inHand(3);
        Thread waiting = inAnotherThread(2);
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        assertThat(done).isFalse();

        hands.poll().run();
        hands.poll().run();
        await().until(() -> done);
    }

    @Test
    void after_a_moment_nobody_waits_any_more() {
        inHand(3);
        Thread waiting = inAnotherThread(1);
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        passReal(Duration.ofSeconds(1));
        await().until(() -> done);
        assertThat(hands).hasSize(3);
    }

    @Test
    void what_others_are_about_to_ask_for_counts() {
        inHand(1);
        freeHands.await(2, () -> {
            Thread waiting = inAnotherThread(1);
            await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            return done;
        });
        await().until(() -> done);
    }

    @Test
    void what_has_failed_does_not_count_any_more() {
        inHand(1);
        assertThatThrownBy(() -> freeHands.await(2, () -> {
                    throw new IllegalStateException("said by the test");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(now(2)).isTrue();
    }

    @Test
    void where_something_waits_already_it_is_of_no_use() {
        inHand(4);
        assertThat(statesOf("reminder-1h")).filteredOn("PENDING"::equals).hasSize(1);
        assertThat(now(1)).isTrue();
    }

    @Test
    void while_calls_take_long_it_is_of_no_use() {
        farEnd.answer("whatsapp", message -> {
            passReal(Duration.ofSeconds(2));
            return FarEnd.accepted(message);
        });
        inHand(1);
        finish();
        inHand(3);
        assertThat(now(1)).isTrue();
    }

    private void inHand(int messages) {
        for (int i = 0; i < messages; i++) {
            requestFor(UUID.randomUUID(), "reminder-1h");
        }
    }

    /** The clock stands still: who waits here would wait for ever. */
    private boolean now(int messages) {
        return freeHands.await(messages, () -> true);
    }

    private Thread inAnotherThread(int messages) {
        Thread thread = new Thread(() -> done = freeHands.await(messages, () -> true));
        threads.add(thread);
        thread.start();
        return thread;
    }
}
