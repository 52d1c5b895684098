package org.consultflow.sandbox.twilio;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Room resource of Video v1: made, fetched and completed. */
final class RoomsApi {

    private static final Set<String> TYPES = Set.of("go", "peer-to-peer", "group", "group-small");
    private static final int LONGEST_NAME = 128;
    private static final int USUAL_TIMEOUT = 5;

    private final TwilioAccount account;
    private final RoomBook book;
    private final RoomCallbacks callbacks;
    private final RoomGuests guests;
    private final Clock realTime;
    private final String baseUrl;

    RoomsApi(
            TwilioAccount account,
            RoomBook book,
            RoomCallbacks callbacks,
            RoomGuests guests,
            Clock realTime,
            String baseUrl) {
        this.account = account;
        this.book = book;
        this.callbacks = callbacks;
        this.guests = guests;
        this.realTime = realTime;
        this.baseUrl = baseUrl;
    }

    Answer create(TwilioRequest request) {
        String name = request.field("UniqueName");
        String type = request.field("Type") == null ? "group" : request.field("Type");
        if (name != null && name.length() > LONGEST_NAME) {
            throw TwilioError.badRequest(53102, "The room name is too long");
        }
        if (!TYPES.contains(type)) {
            throw TwilioError.badRequest(53122, "The room type is not valid");
        }
        String sid = Sids.next("RM");
        SandboxRoom room = new SandboxRoom(
                sid,
                name == null ? sid : name,
                type,
                "in-progress",
                request.field("StatusCallback"),
                timeout(request, "UnusedRoomTimeout"),
                timeout(request, "EmptyRoomTimeout"),
                participants(request),
                realTime.instant().truncatedTo(ChronoUnit.SECONDS),
                null);
        if (!book.add(room)) {
            throw TwilioError.badRequest(53113, "Room exists");
        }
        callbacks.tell(room, "room-created", Map.of());
        return Answer.of(201, json(room));
    }

    Answer fetch(String nameOrSid, String path) {
        return Answer.of(200, json(find(nameOrSid, path)));
    }

    Answer update(String nameOrSid, TwilioRequest request) {
        SandboxRoom room = find(nameOrSid, request.path());
        if (!"completed".equals(request.field("Status"))) {
            throw TwilioError.badRequest(20001, "Status must be completed");
        }
        SandboxRoom ended =
                book.complete(room.sid()).orElseThrow(() -> TwilioError.badRequest(53118, "Room is completed"));
        guests.sendAwayAll(ended);
        callbacks.tell(ended, "room-ended", Map.of());
        return Answer.of(200, json(ended));
    }

    private SandboxRoom find(String nameOrSid, String path) {
        return book.find(nameOrSid).orElseThrow(() -> TwilioError.notFound(path));
    }

    private static Duration timeout(TwilioRequest request, String field) {
        String minutes = request.field(field);
        if (minutes == null) {
            return Duration.ofMinutes(USUAL_TIMEOUT);
        }
        if (!minutes.matches("\\d{1,2}") || Integer.parseInt(minutes) < 1 || Integer.parseInt(minutes) > 60) {
            throw TwilioError.badRequest(53123, "The timeout is out of range");
        }
        return Duration.ofMinutes(Integer.parseInt(minutes));
    }

    private static int participants(TwilioRequest request) {
        String most = request.field("MaxParticipants");
        if (most != null && (!most.matches("\\d{1,2}") || Integer.parseInt(most) < 1 || Integer.parseInt(most) > 50)) {
            throw TwilioError.badRequest(53107, "The maximum number of participants is not valid");
        }
        return most == null ? 50 : Integer.parseInt(most);
    }

    private Map<String, Object> json(SandboxRoom room) {
        String url = baseUrl + "/v1/Rooms/" + room.sid();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("account_sid", account.accountSid());
        json.put("sid", room.sid());
        json.put("unique_name", room.uniqueName());
        json.put("status", room.status());
        json.put("type", room.type());
        json.put("date_created", date(room.createdAt()));
        json.put("date_updated", date(room.inProgress() ? room.createdAt() : room.endedAt()));
        json.put("end_time", date(room.endedAt()));
        json.put("duration", room.inProgress() ? null : room.seconds());
        json.put("status_callback", room.statusCallback());
        json.put("status_callback_method", "POST");
        json.put("max_participants", room.maxParticipants());
        json.put("max_participant_duration", 14_400);
        json.put("max_concurrent_published_tracks", 170);
        json.put("empty_room_timeout", room.emptyTimeout().toMinutes());
        json.put("unused_room_timeout", room.unusedTimeout().toMinutes());
        json.put("record_participants_on_connect", false);
        json.put("video_codecs", List.of("VP8", "H264"));
        json.put("media_region", "us1");
        json.put("audio_only", false);
        json.put("enable_turn", true);
        json.put("large_room", false);
        json.put("url", url);
        json.put(
                "links",
                Map.of(
                        "participants",
                        url + "/Participants",
                        "recordings",
                        url + "/Recordings",
                        "recording_rules",
                        url + "/RecordingRules",
                        "transcriptions",
                        url + "/Transcriptions"));
        return json;
    }

    private static String date(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
