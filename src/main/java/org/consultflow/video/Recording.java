package org.consultflow.video;

import java.time.Instant;
import java.util.UUID;

/**
 * A recording at the provider of rooms: one track of one participant. {@link #toString()} leaves the provider's id out.
 *
 * @param participant whose track it is; null if that was not told
 * @param kind {@code audio}, {@code video} or {@code data}; null if that was not told
 * @param status {@code processing}, {@code completed} or {@code failed}
 * @param startedAt by the adjustable clock, as the other times
 * @param deletionAskedAt when somebody wanted it gone; null while nobody has
 * @param deletionAskedBy in the audit's words; null while nobody has
 * @param deletedAt when the provider of rooms had deleted it; null before
 */
record Recording(
        UUID id,
        UUID consultationId,
        String sid,
        String participant,
        String kind,
        String status,
        Integer seconds,
        Long bytes,
        Instant startedAt,
        Instant deletionAskedAt,
        String deletionAskedBy,
        Instant deletedAt) {

    /** The word of the API. */
    String state() {
        if (deletedAt != null) {
            return "deleted";
        }
        return deletionAskedAt == null ? status : "deleting";
    }

    @Override
    public String toString() {
        return "Recording[" + id + ", " + state() + "]";
    }
}
