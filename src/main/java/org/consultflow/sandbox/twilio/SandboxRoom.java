package org.consultflow.sandbox.twilio;

import java.time.Duration;
import java.time.Instant;

/**
 * A room at the stand-in. {@link #toString()} leaves the name out: it opens the room.
 *
 * @param sid {@code RM…}
 * @param uniqueName unique among the rooms in progress
 * @param type {@code group} …
 * @param status {@code in-progress} or {@code completed}
 * @param statusCallback where room events go, or null
 * @param unusedTimeout how long it lives, by real time, when nobody joins
 * @param emptyTimeout how long it lives after the last one left
 * @param maxParticipants at most
 * @param createdAt by real time
 * @param endedAt by real time; null while in progress
 */
public record SandboxRoom(
        String sid,
        String uniqueName,
        String type,
        String status,
        String statusCallback,
        Duration unusedTimeout,
        Duration emptyTimeout,
        int maxParticipants,
        Instant createdAt,
        Instant endedAt) {

    boolean inProgress() {
        return status.equals("in-progress");
    }

    /** How long it was there; it has ended. */
    long seconds() {
        return Duration.between(createdAt, endedAt).toSeconds();
    }

    SandboxRoom ended(Instant at) {
        return new SandboxRoom(
                sid,
                uniqueName,
                type,
                "completed",
                statusCallback,
                unusedTimeout,
                emptyTimeout,
                maxParticipants,
                createdAt,
                at);
    }

    @Override
    public String toString() {
        return "SandboxRoom[" + sid + ", " + status + "]";
    }
}
