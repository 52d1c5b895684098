package org.consultflow.sandbox.twilio;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest rooms, and who is inside. One that nobody joins, or that stays empty, ends by itself, as at Twilio. */
final class RoomBook {

    private final Map<String, SandboxRoom> bySid;
    private final Map<String, Map<String, RoomParticipant>> inside = new HashMap<>();
    private final Map<String, Instant> emptySince = new HashMap<>();
    private final Clock realTime;

    RoomBook(int capacity, Clock realTime) {
        this.realTime = realTime;
        bySid = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, SandboxRoom> eldest) {
                boolean tooMany = size() > capacity;
                if (tooMany) {
                    inside.remove(eldest.getKey());
                    emptySince.remove(eldest.getKey());
                }
                return tooMany;
            }
        };
    }

    /** @return false if a room of this name is in progress */
    synchronized boolean add(SandboxRoom room) {
        if (room.uniqueName() != null && inProgress(room.uniqueName()).isPresent()) {
            return false;
        }
        bySid.put(room.sid(), room);
        return true;
    }

    /** A room in progress by its name, or any room by its SID. */
    synchronized Optional<SandboxRoom> find(String nameOrSid) {
        endTheUnused();
        SandboxRoom bySidFound = bySid.get(nameOrSid);
        return bySidFound != null ? Optional.of(bySidFound) : inProgress(nameOrSid);
    }

    /** @return the room as it has ended, or empty if it had ended before */
    synchronized Optional<SandboxRoom> complete(String sid) {
        SandboxRoom room = bySid.get(sid);
        if (room == null || !room.inProgress()) {
            return Optional.empty();
        }
        SandboxRoom ended = room.ended(realTime.instant());
        bySid.put(sid, ended);
        return Optional.of(ended);
    }

    synchronized List<SandboxRoom> all() {
        endTheUnused();
        return new ArrayList<>(bySid.values());
    }

    /**
     * Somebody comes in; who comes in again replaces themselves.
     *
     * @return who has to go for it, or null
     */
    synchronized RoomParticipant enter(RoomParticipant participant) {
        Map<String, RoomParticipant> here = inside.computeIfAbsent(participant.roomSid(), any -> new LinkedHashMap<>());
        return here.put(participant.identity(), participant);
    }

    /** @return false if they had gone before, or somebody else is there in their name */
    synchronized boolean leave(RoomParticipant participant) {
        Map<String, RoomParticipant> here = inside.getOrDefault(participant.roomSid(), Map.of());
        if (!participant.equals(here.get(participant.identity()))) {
            return false;
        }
        here.remove(participant.identity());
        if (here.isEmpty()) {
            emptySince.put(participant.roomSid(), realTime.instant());
        }
        return true;
    }

    synchronized List<RoomParticipant> inside(String sid) {
        return List.copyOf(inside.getOrDefault(sid, Map.of()).values());
    }

    private Optional<SandboxRoom> inProgress(String name) {
        endTheUnused();
        return bySid.values().stream()
                .filter(room -> room.inProgress() && name.equals(room.uniqueName()))
                .findFirst();
    }

    private void endTheUnused() {
        Instant now = realTime.instant();
        bySid.replaceAll((sid, room) -> {
            Instant end = endOf(room);
            return room.inProgress() && !now.isBefore(end) ? room.ended(end) : room;
        });
    }

    private Instant endOf(SandboxRoom room) {
        if (!inside.getOrDefault(room.sid(), Map.of()).isEmpty()) {
            return Instant.MAX;
        }
        Instant empty = emptySince.get(room.sid());
        return empty == null ? room.createdAt().plus(room.unusedTimeout()) : empty.plus(room.emptyTimeout());
    }
}
