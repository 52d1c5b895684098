package org.consultflow.video;

import java.time.Duration;
import java.time.Instant;

import org.consultflow.consultation.Schedule;

/**
 * When the door is open around a visit, by the adjustable clock. The times are the ones the process keeps: a room that no
 * one enters ends at the provider after an hour at most, so it can't be opened long before.
 *
 * @param opens 15 minutes before the start; included
 * @param closes 15 minutes after the planned end; not included
 */
record VisitWindow(Instant opens, Instant closes) {

    private static final Duration BEFORE = Duration.ofMinutes(15);
    static final Duration AFTER = Duration.ofMinutes(15);

    static VisitWindow of(Schedule schedule) {
        return new VisitWindow(schedule.start().minus(BEFORE), schedule.end().plus(AFTER));
    }

    boolean isAheadAt(Instant now) {
        return now.isBefore(opens);
    }

    boolean isOverAt(Instant now) {
        return !now.isBefore(closes);
    }
}
