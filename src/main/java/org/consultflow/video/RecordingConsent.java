package org.consultflow.video;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * One question whether the call may be recorded, and what became of it. Times are the adjustable clock's.
 *
 * @param answer {@code yes}, {@code no} or {@code withdrawn}; null while nothing was said
 * @param answeredAt null while nothing was said
 * @param stoppedAt when somebody said that it is to stop; null while nobody has
 * @param stoppedBy {@code patient}, {@code provider} or {@code service}; null while nobody has
 * @param roomKey of the room that was told to record; null before
 * @param recorder what the provider of rooms was told
 */
record RecordingConsent(
        UUID id,
        UUID consultationId,
        Instant askedAt,
        String answer,
        Instant answeredAt,
        Instant stoppedAt,
        String stoppedBy,
        String roomKey,
        Recorder recorder) {

    /** What the provider of rooms was told; while it turns on or off, nobody knows whether it records. */
    enum Recorder {
        OFF,
        TURNING_ON,
        ON,
        TURNING_OFF;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Recorder of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    boolean isOpen() {
        return answer == null;
    }

    boolean wanted() {
        return "yes".equals(answer) && stoppedAt == null;
    }

    /** Whether the provider of rooms has still to be told. */
    boolean pending() {
        return wanted() ? recorder != Recorder.ON : recorder != Recorder.OFF;
    }

    /** The word of the page. */
    String state() {
        if (answer == null) {
            return "asked";
        }
        return switch (answer) {
            case "no" -> "refused";
            case "withdrawn" -> "none";
            default -> {
                if (wanted()) {
                    yield recorder == Recorder.ON ? "on" : "starting";
                }
                yield recorder == Recorder.OFF ? "stopped" : "stopping";
            }
        };
    }
}
