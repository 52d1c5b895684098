package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in hand on one channel: so many calls at once, and while they are quick some more that are ready for the next free
 * hand. Where calls take long nothing is taken in hand ahead: it would wait behind them, and perhaps find its provider gone.
 */
final class Sending {

    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
    private static final Duration QUICK = Duration.ofSeconds(1);

    private final int atOnce;
    private final int ahead;
    private final Clock realTime;
    private final Queue<Claim> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inHand = new AtomicInteger();
    private final AtomicInteger hands = new AtomicInteger();
    private volatile boolean quick;

    /**
     * @param atOnce calls
     * @param ahead how many more are in hand while calls are quick
     */
    Sending(int atOnce, int ahead, Clock realTime) {
        this.atOnce = atOnce;
        this.ahead = ahead;
        this.realTime = realTime;
    }

    /** @return how many more may be taken in hand */
    int room() {
        return Math.max(0, most() - inHand.get());
    }

    /**
     * Keeps room for some that are not in hand yet. While calls are quick the last room is for all of a batch: to look for
     * what is left of it would take longer than to send it.
     *
     * @return for how many
     */
    int reserve(int wanted) {
        int reserved = quick && room() > 0 ? wanted : Math.min(wanted, room());
        inHand.addAndGet(reserved);
        return reserved;
    }

    /** @return whether there is no room for so many more, but soon will be */
    boolean isCrowdedBy(int more) {
        int busy = inHand.get();
        return quick && busy > 0 && busy + more > most();
    }

    /** The room that was kept for some is free. */
    void release(int reserved) {
        inHand.addAndGet(-reserved);
    }

    /** @return whether there is room for so many that it is worth a claim: one for each free hand costs more than it hastens */
    boolean isWorthAClaim() {
        return room() >= most() / 2;
    }

    private int most() {
        return quick ? atOnce + ahead : atOnce;
    }

    /**
     * Sends it, now or when a hand is free; in this thread if the executor takes nothing any more.
     *
     * @param call what is done about it
     * @param finished called after each, when there is room again
     */
    void begin(Claim claim, Consumer<Claim> call, Runnable finished, Executor executor) {
        inHand.incrementAndGet();
        ready.add(claim);
        if (handIsFree()) {
            try {
                executor.execute(() -> work(call, finished));
            } catch (RejectedExecutionException stopping) {
                work(call, finished);
            }
        }
    }

    private boolean handIsFree() {
        return hands.getAndUpdate(busy -> Math.min(busy + 1, atOnce)) < atOnce;
    }

    private void work(Consumer<Claim> call, Runnable finished) {
        do {
            for (Claim next = ready.poll(); next != null; next = ready.poll()) {
                one(next, call, finished);
            }
            hands.decrementAndGet();
            // one may have come between the last look and the hand that was free again
        } while (!ready.isEmpty() && handIsFree());
    }

    private void one(Claim claim, Consumer<Claim> call, Runnable finished) {
        Instant begun = realTime.instant();
        try {
            call.accept(claim);
        } catch (RuntimeException e) {
            // its lease ends, and then it is looked up; the message may hold contact data, the class does not
            LOG.error(
                    "step \"send\" of {} failed: {}",
                    claim.deliveryId(),
                    e.getClass().getName());
        } finally {
            quick = Duration.between(begun, realTime.instant()).compareTo(QUICK) < 0;
            inHand.decrementAndGet();
            finished.run();
        }
    }
}
