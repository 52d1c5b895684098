package org.consultflow.sandbox.twilio;

import java.time.Duration;
import java.time.Instant;

/**
 * A recording at the stand-in: that there is one, for nothing is recorded.
 *
 * @param sid {@code RT…}
 * @param participant whose track it is
 * @param type {@code audio} or {@code video}
 * @param startedAt by real time
 * @param endedAt by real time; null while it goes on
 * @param deleted whether its media is gone
 */
public record SandboxRecording(
        String sid, RoomParticipant participant, String type, Instant startedAt, Instant endedAt, boolean deleted) {

    /** As Twilio says it: {@code processing}, {@code completed} or {@code deleted}. */
    public String status() {
        if (deleted) {
            return "deleted";
        }
        return endedAt == null ? "processing" : "completed";
    }

    /** How long it is; at least one second, as Twilio counts. */
    public long seconds() {
        return endedAt == null
                ? 0
                : Math.max(1, Duration.between(startedAt, endedAt).toSeconds());
    }

    /** What so much of it would take. */
    long bytes() {
        return seconds() * (type.equals("audio") ? 6_000 : 90_000);
    }

    SandboxRecording ended(Instant at) {
        return new SandboxRecording(sid, participant, type, startedAt, at, deleted);
    }

    SandboxRecording gone() {
        return new SandboxRecording(sid, participant, type, startedAt, endedAt, true);
    }

    @Override
    public String toString() {
        return "SandboxRecording[" + sid + ", " + status() + "]";
    }
}
