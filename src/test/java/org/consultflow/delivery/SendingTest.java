package org.consultflow.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.consultflow.support.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is in hand on a channel, by calls that end when the test says so. */
class SendingTest {

    private static final int AT_ONCE = 4;
    private static final int AHEAD = 2;

    private final MovableClock realTime = new MovableClock(Instant.parse("2026-03-02T09:00:00Z"));
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Sending sending = new Sending(AT_ONCE, AHEAD, realTime);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void whileCallsAreQuickSomeMoreAreInHandButNeverMoreCalledAtOnce() {
        afterACallOf(Duration.ofMillis(50));
        assertThat(sending.room()).isEqualTo(AT_ONCE + AHEAD);

        CountDownLatch end = new CountDownLatch(1);
        begin(AT_ONCE + AHEAD, claim -> {
            calls.incrementAndGet();
            await().until(() -> end.getCount() == 0);
        });
        await().until(() -> calls.get() == AT_ONCE);
        assertThat(sending.room()).isZero();
        assertThat(sending.isWorthAClaim()).isFalse();

        end.countDown();
        await().until(() -> finished.get() == 1 + AT_ONCE + AHEAD);
        assertThat(calls).hasValue(AT_ONCE + AHEAD);
        assertThat(sending.room()).isEqualTo(AT_ONCE + AHEAD);
        assertThat(sending.isWorthAClaim()).isTrue();
    }

    @Test
    void whileCallsTakeLongNothingIsTakenInHandAhead() {
        assertThat(sending.room()).isEqualTo(AT_ONCE);
        afterACallOf(Duration.ofMillis(50));
        afterACallOf(Duration.ofSeconds(2));
        assertThat(sending.room()).isEqualTo(AT_ONCE);
    }

    @Test
    void roomThatIsKeptIsNobodyElsesUntilItIsGivenBack() {
        assertThat(sending.reserve(3)).isEqualTo(3);
        assertThat(sending.reserve(3)).isEqualTo(AT_ONCE - 3);
        assertThat(sending.room()).isZero();
        assertThat(sending.reserve(1)).isZero();
        sending.release(AT_ONCE);
        assertThat(sending.room()).isEqualTo(AT_ONCE);
    }

    @Test
    void whileCallsAreQuickTheLastRoomIsForAllOfABatch() {
        afterACallOf(Duration.ofMillis(50));
        assertThat(sending.reserve(AT_ONCE + AHEAD - 1)).isEqualTo(AT_ONCE + AHEAD - 1);
        assertThat(sending.reserve(10)).isEqualTo(10);
        assertThat(sending.room()).isZero();
        assertThat(sending.reserve(1)).isZero();
    }

    @Test
    void aCallThatBreaksOffFreesItsHand() {
        begin(AT_ONCE, claim -> {
            throw new IllegalStateException("broken off");
        });
        await().until(() -> finished.get() == AT_ONCE);
        afterACallOf(Duration.ofMillis(50));
        assertThat(sending.room()).isEqualTo(AT_ONCE + AHEAD);
    }

    @Test
    void whatWasTakenInHandIsSentThoughTheExecutorStops() {
        executor.shutdown();
        begin(1, claim -> calls.incrementAndGet());
        assertThat(calls).hasValue(1);
    }

    private void afterACallOf(Duration length) {
        int before = finished.get();
        begin(1, claim -> realTime.advance(length));
        await().until(() -> finished.get() == before + 1);
    }

    private Delivery row() {
        Notice notice = new Notice(UUID.randomUUID(), null, NoticeState.OPEN, null, realTime.instant(), false);
        return Delivery.requested(notice, 0, 0, "sms", realTime.instant());
    }

    private void begin(int howMany, Consumer<Claim> call) {
        IntStream.range(0, howMany)
                .mapToObj(number -> new Claim(row(), null, null, null, null))
                .forEach(claim -> sending.begin(claim, call, finished::incrementAndGet, executor));
    }
}
