package org.consultflow.video;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.springframework.stereotype.Component;

/** How a room stands, from what was told: the provider is not asked. */
@Component
class VideoStatuses {

    private final StoredRooms rooms;
    private final Attendance attendance;

    VideoStatuses(StoredRooms rooms, Attendance attendance) {
        this.rooms = rooms;
        this.attendance = attendance;
    }

    VideoStatus of(UUID consultationId) {
        RoomStatus status = rooms.find(consultationId).map(StoredRoom::status).orElse(RoomStatus.RESERVED);
        return new VideoStatus(
                status.publicWord(), status == RoomStatus.IN_PROGRESS ? present(consultationId) : List.of());
    }

    private List<String> present(UUID consultationId) {
        List<AttendanceLine> lines = attendance.of(consultationId);
        return Arrays.stream(Participant.values())
                .filter(participant -> Stay.of(participant, lines).stream().anyMatch(Stay::open))
                .map(Participant::word)
                .toList();
    }
}
