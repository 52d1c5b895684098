package org.consultflow.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A part of the service in which something falls due: the engine's timers, the outbox. While the adjustable clock is
 * moved, each is asked where the next stop is and whether it has come to rest there.
 */
public interface TimeBound {

    /** The earliest moment, on the adjustable clock, at which something here falls due; past if it already has. */
    Optional<Instant> nextDue();

    /** Whether something here is due now, running, or waiting for an answer that is on its way. */
    boolean busy();

    /**
     * Told after every move and once at start, before anything falls due.
     *
     * @param offset how far the adjustable clock is ahead of real time, never negative
     */
    default void clockMoved(Duration offset) {}
}
