package org.consultflow.sandbox.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.consultflow.time.AdjustableClock;
import org.consultflow.time.ClockOffsets;
import org.consultflow.time.TimeBound;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Moves the adjustable clock. It stops at every moment at which something falls due, in order, and waits there until
 * nothing is due, running or on its way any more: so everything happens at its own time. One move at a time.
 */
@Component
@ConditionalOnProperty(name = "consultflow.clock", havingValue = "adjustable")
public class ClockMover implements SmartInitializingSingleton {

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final int QUIET_LOOKS = 2;

    private final AdjustableClock clock;
    private final ClockOffsets offsets;
    private final ObjectProvider<TimeBound> timeBounds;
    private final Duration patience;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);

    /** @param patience how long, by real time, things may take to come to rest at one moment */
    ClockMover(
            AdjustableClock clock,
            ClockOffsets offsets,
            ObjectProvider<TimeBound> timeBounds,
            @Value("${consultflow.sandbox.clock-patience:PT2M}") Duration patience) {
        this.clock = clock;
        this.offsets = offsets;
        this.timeBounds = timeBounds;
        this.patience = patience;
    }

    /** Every part begins with the offset that was kept. */
    @Override
    public void afterSingletonsInstantiated() {
        Duration offset = clock.offset();
        parts().forEach(part -> part.clockMoved(offset));
    }

    /**
     * Moves on by a duration.
     *
     * @return the time when all that fell due on the way is done
     * @throws ClockBusyException if something does not come to rest, or another move goes on for too long
     */
    public Instant advance(Duration duration) {
        return move(() -> clock.instant().plus(duration));
    }

    /**
     * Moves on to a moment; one that has passed in the meantime is no move, but what is due is waited for.
     *
     * @return the time when all that fell due on the way is done
     * @throws ClockBusyException if something does not come to rest, or another move goes on for too long
     */
    public Instant moveTo(Instant moment) {
        return move(() -> moment);
    }

    /** Whether a move is under way. */
    public boolean moving() {
        return oneAtATime.isLocked();
    }

    /** The earliest moment at which something falls due. */
    public Optional<Instant> nextDue() {
        return parts().stream().flatMap(part -> part.nextDue().stream()).min(Comparator.naturalOrder());
    }

    private Instant move(Supplier<Instant> wanted) {
        try {
            if (!oneAtATime.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ClockBusyException("another move of the clock is under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClockBusyException("the move of the clock was interrupted");
        }
        try {
            Instant target = wanted.get();
            comeToRest();
            for (Optional<Instant> next = nextDue();
                    next.filter(moment -> !moment.isAfter(target)).isPresent();
                    next = nextDue()) {
                set(next.get());
                comeToRest();
            }
            set(target);
            comeToRest();
            return clock.instant();
        } finally {
            oneAtATime.unlock();
        }
    }

    private void set(Instant moment) {
        Duration offset = clock.advanceTo(moment);
        offsets.store(offset);
        parts().forEach(part -> part.clockMoved(offset));
    }

    private void comeToRest() {
        long start = System.nanoTime();
        int quiet = 0;
        while (quiet < QUIET_LOOKS) {
            Optional<TimeBound> restless =
                    parts().stream().filter(this::isRestless).findFirst();
            quiet = restless.isPresent() ? 0 : quiet + 1;
            if (restless.isPresent() && System.nanoTime() - start > patience.toNanos()) {
                throw new ClockBusyException("the clock stands at " + clock.instant() + " and waits: \""
                        + restless.get() + "\" is still busy after " + patience.toSeconds() + " seconds");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new ClockBusyException("the move of the clock was interrupted");
            }
        }
    }

    private boolean isRestless(TimeBound part) {
        return part.busy()
                || part.nextDue().filter(due -> !due.isAfter(clock.instant())).isPresent();
    }

    private List<TimeBound> parts() {
        return timeBounds.orderedStream().toList();
    }
}
