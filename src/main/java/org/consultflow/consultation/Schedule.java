package org.consultflow.consultation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When a consultation takes place.
 *
 * @param start the instant it begins
 * @param zone the patient's IANA zone: for words only, never for reckoning
 * @param duration how long it is planned to last
 * @param revision 1 when booked, raised by each rescheduling
 */
public record Schedule(Instant start, ZoneId zone, Duration duration, int revision) {

    /** The planned end. */
    public Instant end() {
        return start.plus(duration);
    }

    /** The start as the patient's clock shows it. */
    public ZonedDateTime localStart() {
        return start.atZone(zone);
    }

    /** The next revision, with another start, zone and duration. */
    public Schedule moveTo(Instant newStart, ZoneId newZone, Duration newDuration) {
        return new Schedule(newStart, newZone, newDuration, revision + 1);
    }
}
