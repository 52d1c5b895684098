package org.consultflow.channel;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;

import org.consultflow.time.RealTime;
import org.consultflow.video.RecordingEvents;
import org.consultflow.video.RecordingEvents.News;
import org.consultflow.video.RecordingEvents.State;
import org.springframework.stereotype.Component;

/**
 * Reads what Twilio tells of recordings: among the events of a room, or by the callback that is configured for the account's
 * recordings. The words are the same.
 */
@Component
class TwilioRecordings {

    private static final Set<String> KINDS = Set.of("audio", "video", "data");

    private final RecordingEvents recordings;
    private final Clock realTime;

    TwilioRecordings(RecordingEvents recordings, @RealTime Clock realTime) {
        this.recordings = recordings;
        this.realTime = realTime;
    }

    /**
     * Hands on what is told; what is no news of a recording is passed over.
     *
     * @param form the callback's fields
     * @return false if it is of a recording and lacks what is needed
     */
    boolean take(Map<String, String> form) {
        State state =
                switch (form.getOrDefault("StatusCallbackEvent", "")) {
                    case "recording-started" -> State.PROCESSING;
                    case "recording-completed" -> State.COMPLETED;
                    case "recording-failed" -> State.FAILED;
                    default -> null;
                };
        if (state == null) {
            return true;
        }
        String room = form.getOrDefault("RoomSid", "");
        String sid = form.getOrDefault("RecordingSid", "");
        if (!room.matches(TwilioWebhooks.SID) || !sid.matches(TwilioWebhooks.SID)) {
            return false;
        }
        String kind = form.getOrDefault("Type", "");
        recordings.told(new News(
                room,
                sid,
                form.getOrDefault("ParticipantIdentity", ""),
                KINDS.contains(kind) ? kind : null,
                state,
                number(form.get("Duration"), 9) == null ? null : Math.toIntExact(number(form.get("Duration"), 9)),
                number(form.get("Size"), 15),
                moment(form.get("Timestamp"))));
        return true;
    }

    private static Long number(String text, int digits) {
        return text != null && text.matches("[0-9]{1," + digits + "}") ? Long.valueOf(text) : null;
    }

    private Instant moment(String timestamp) {
        try {
            return timestamp == null ? realTime.instant() : Instant.parse(timestamp);
        } catch (DateTimeParseException other) {
            return realTime.instant();
        }
    }
}
