package org.consultflow.sandbox.twilio;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Recording rules and recordings of Video v1. While a room's rules include everything, there is a recording of the sound and
 * one of the picture of each participant; the newest 1,000.
 */
final class RecordingsApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int KEPT = 1000;

    private final TwilioAccount account;
    private final RoomBook rooms;
    private final RoomCallbacks callbacks;
    private final Clock realTime;
    private final String publicUrl;
    private final Set<String> recorded = new HashSet<>();
    private final Map<String, SandboxRecording> bySid = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SandboxRecording> eldest) {
            return size() > KEPT;
        }
    };

    RecordingsApi(TwilioAccount account, RoomBook rooms, RoomCallbacks callbacks, Clock realTime, String publicUrl) {
        this.account = account;
        this.rooms = rooms;
        this.callbacks = callbacks;
        this.realTime = realTime;
        this.publicUrl = publicUrl;
    }

    synchronized List<SandboxRecording> all() {
        return List.copyOf(bySid.values());
    }

    synchronized Answer rules(String roomSid, TwilioRequest request) {
        SandboxRoom room = rooms.find(roomSid).orElseThrow(() -> TwilioError.notFound(request.path()));
        if (request.method().equals("POST")) {
            if (!room.inProgress()) {
                throw TwilioError.badRequest(53118, "Room is completed");
            }
            boolean include = includesAll(request.field("Rules"));
            if (include && recorded.add(room.sid())) {
                rooms.inside(room.sid()).forEach(this::begin);
            } else if (!include && recorded.remove(room.sid())) {
                rooms.inside(room.sid()).forEach(this::end);
            }
        }
        return Answer.of(
                200,
                Map.of(
                        "room_sid",
                        room.sid(),
                        "rules",
                        List.of(Map.of("type", recorded.contains(room.sid()) ? "include" : "exclude", "all", true)),
                        "date_created",
                        room.createdAt().toString(),
                        "date_updated",
                        now()));
    }

    synchronized void entered(RoomParticipant participant) {
        if (recorded.contains(participant.roomSid())) {
            begin(participant);
        }
    }

    synchronized void left(RoomParticipant participant) {
        end(participant);
    }

    synchronized Answer fetch(String sid, String path) {
        return Answer.of(200, json(find(sid, path)));
    }

    synchronized Answer delete(String sid, String path) {
        SandboxRecording recording = find(sid, path);
        if (recording.deleted()) {
            throw TwilioError.notFound(path);
        }
        bySid.put(sid, recording.gone());
        return Answer.of(204, Map.of());
    }

    /** Twilio redirects to where it keeps the file, by a link that is good for a while. */
    synchronized Answer media(String sid, String path) {
        if (!find(sid, path).status().equals("completed")) {
            throw TwilioError.notFound(path);
        }
        return Answer.of(302, Map.of("redirect_to", publicUrl + "/sandbox/recordings/" + sid));
    }

    private void begin(RoomParticipant participant) {
        for (String type : List.of("audio", "video")) {
            SandboxRecording recording =
                    new SandboxRecording(Sids.next("RT"), participant, type, realTime.instant(), null, false);
            bySid.put(recording.sid(), recording);
            tell(recording, "recording-started");
        }
    }

    private void end(RoomParticipant participant) {
        all().stream()
                .filter(recording ->
                        recording.endedAt() == null && recording.participant().equals(participant))
                .forEach(recording -> {
                    SandboxRecording ended = recording.ended(realTime.instant());
                    bySid.put(recording.sid(), ended);
                    tell(ended, "recording-completed");
                });
    }

    private void tell(SandboxRecording recording, String event) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("RecordingSid", recording.sid());
        form.put("ParticipantSid", recording.participant().sid());
        form.put("ParticipantIdentity", recording.participant().identity());
        form.put("Type", recording.type());
        if (recording.endedAt() != null) {
            form.put("Duration", Long.toString(recording.seconds()));
            form.put("Size", Long.toString(recording.bytes()));
            form.put("MediaUri", "/v1/Recordings/" + recording.sid() + "/Media");
        }
        rooms.find(recording.participant().roomSid()).ifPresent(room -> callbacks.tell(room, event, form));
    }

    private SandboxRecording find(String sid, String path) {
        return Optional.ofNullable(bySid.get(sid)).orElseThrow(() -> TwilioError.notFound(path));
    }

    private static boolean includesAll(String rules) {
        try {
            JsonNode first = JSON.readTree(rules == null ? "" : rules).path(0);
            String type = first.path("type").asText();
            if (!first.path("all").asBoolean() || !Set.of("include", "exclude").contains(type)) {
                throw TwilioError.badRequest(53120, "The recording rules are not valid");
            }
            return type.equals("include");
        } catch (IOException notJson) {
            throw TwilioError.badRequest(53120, "The recording rules are not valid");
        }
    }

    private String now() {
        return realTime.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private Map<String, Object> json(SandboxRecording recording) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("account_sid", account.accountSid());
        json.put("sid", recording.sid());
        json.put("status", recording.status());
        json.put("type", recording.type());
        json.put(
                "date_created",
                recording.startedAt().truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("duration", recording.seconds());
        json.put("size", recording.bytes());
        json.put("container_format", recording.type().equals("audio") ? "mka" : "mkv");
        json.put("codec", recording.type().equals("audio") ? "OPUS" : "VP8");
        json.put(
                "grouping_sids",
                Map.of(
                        "room_sid", recording.participant().roomSid(),
                        "participant_sid", recording.participant().sid()));
        return json;
    }
}
