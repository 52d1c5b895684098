package org.consultflow.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that is ahead of another by an offset that only grows. Between moves it runs at normal speed.
 */
public final class AdjustableClock extends Clock {

    private final Clock real;
    private final AtomicReference<Duration> offset;

    /**
     * @param real the clock that nobody can move
     * @param offset how far ahead this one starts, never negative
     */
    public AdjustableClock(Clock real, Duration offset) {
        this.real = real;
        this.offset = new AtomicReference<>(offset);
    }

    /** How far this clock is ahead of real time. */
    public Duration offset() {
        return offset.get();
    }

    /**
     * Moves forward to a moment; a moment that is already past changes nothing.
     *
     * @return the new offset
     */
    public Duration advanceTo(Instant moment) {
        return offset.updateAndGet(current -> {
            Duration wanted = Duration.between(real.instant(), moment);
            return wanted.compareTo(current) > 0 ? wanted : current;
        });
    }

    /**
     * Moves forward to an offset; one that is not larger than the present one changes nothing.
     *
     * @return whether the clock was moved
     */
    public boolean raiseTo(Duration wanted) {
        Duration before = offset.getAndUpdate(current -> wanted.compareTo(current) > 0 ? wanted : current);
        return wanted.compareTo(before) > 0;
    }

    @Override
    public Instant instant() {
        return real.instant().plus(offset.get());
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new AdjustableClock(real.withZone(zone), offset.get());
    }
}
