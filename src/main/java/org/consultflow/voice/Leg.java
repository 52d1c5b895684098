package org.consultflow.voice;

import java.time.Instant;
import java.util.UUID;

import org.consultflow.consultation.Party;

/**
 * One try to reach one of the two.
 *
 * @param number 1 for the first try
 * @param sid the provider's id; null while it is not known
 * @param joinedAt when they came into the conference, by real time; null if they never did
 * @param endedAt by real time; null while it is not over
 */
record Leg(
        UUID id,
        UUID callId,
        Party participant,
        int number,
        LegState state,
        String sid,
        Instant joinedAt,
        Instant endedAt) {

    boolean joined() {
        return joinedAt != null;
    }

    /** Whether both were in the conference at one time; who has not been heard to leave is still there. */
    boolean meets(Leg other) {
        return joined()
                && other.joined()
                && (endedAt == null || !endedAt.isBefore(other.joinedAt))
                && (other.endedAt == null || !other.endedAt.isBefore(joinedAt));
    }

    @Override
    public String toString() {
        return "Leg[" + id + ", " + state.word() + "]";
    }
}
