package org.consultflow.video;

import java.time.Instant;
import java.util.UUID;

/**
 * A trial call, opened. {@link #toString()} has neither name nor SID of its room.
 *
 * @param name unique name of its room
 * @param sid the provider's id of the room; null while it is not known
 * @param endsAt by real time; null until both have come
 * @param endedAt when the room was ended at the provider, by real time; null before
 */
record TrialCall(UUID id, UUID consultationId, String name, String sid, Instant endsAt, Instant endedAt) {

    boolean overAt(Instant now) {
        return endsAt != null && !now.isBefore(endsAt);
    }

    @Override
    public String toString() {
        return "TrialCall[" + id + "]";
    }

    /** What a link to a trial call says. */
    record Ticket(UUID trialId, Participant participant) {

        String content() {
            return trialId + "." + participant.word();
        }

        static Ticket of(String content) {
            String[] parts = content.split("\\.");
            return new Ticket(
                    UUID.fromString(parts[0]), Participant.of(parts[1]).orElseThrow());
        }
    }
}
