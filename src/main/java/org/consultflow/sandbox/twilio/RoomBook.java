package org.consultflow.sandbox.twilio;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest rooms. One that nobody joins ends by itself, as at Twilio. */
final class RoomBook {

    private final Map<String, SandboxRoom> bySid;
    private final Clock realTime;

    RoomBook(int capacity, Clock realTime) {
        this.realTime = realTime;
        bySid = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, SandboxRoom> eldest) {
                return size() > capacity;
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

    private Optional<SandboxRoom> inProgress(String name) {
        endTheUnused();
        return bySid.values().stream()
                .filter(room -> room.inProgress() && name.equals(room.uniqueName()))
                .findFirst();
    }

    private void endTheUnused() {
        Instant now = realTime.instant();
        bySid.replaceAll((sid, room) -> {
            Instant end = room.createdAt().plus(room.unusedTimeout());
            return room.inProgress() && !now.isBefore(end) ? room.ended(end) : room;
        });
    }
}
