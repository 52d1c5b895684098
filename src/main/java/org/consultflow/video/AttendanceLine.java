package org.consultflow.video;

import java.time.Instant;
import java.util.Comparator;

/**
 * What is known to have happened in a consultation's room.
 *
 * @param participant who; null for the room itself
 * @param what what
 * @param at when, by the adjustable clock
 */
record AttendanceLine(Participant participant, What what, Instant at) {

    /** By time; at one and the same moment in the order in which it must have been. */
    static final Comparator<AttendanceLine> IN_TIME =
            Comparator.comparing(AttendanceLine::at).thenComparing(AttendanceLine::what);

    enum What {
        JOINED,
        LEFT,
        /** The provider of rooms said that the room ended. */
        ROOM_ENDED,
        /** The room was found ended without having been told: what was told of it may be incomplete. */
        ROOM_END_UNTOLD;

        boolean ofRoom() {
            return this == ROOM_ENDED || this == ROOM_END_UNTOLD;
        }
    }
}
