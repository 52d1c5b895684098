package org.consultflow.video;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.consultflow.consultation.Consultations;
import org.springframework.stereotype.Component;

/** How a room stands, from what was told: the provider is not asked. */
@Component
class VideoStatuses {

    private final StoredRooms rooms;
    private final Attendance attendance;
    private final Consultations consultations;
    private final Clock clock;

    VideoStatuses(StoredRooms rooms, Attendance attendance, Consultations consultations, Clock clock) {
        this.rooms = rooms;
        this.attendance = attendance;
        this.consultations = consultations;
        this.clock = clock;
    }

    VideoStatus of(UUID consultationId) {
        RoomStatus status = rooms.find(consultationId).map(StoredRoom::status).orElse(RoomStatus.RESERVED);
        List<AttendanceLine> lines = attendance.of(consultationId);
        return new VideoStatus(
                status.publicWord(),
                status == RoomStatus.IN_PROGRESS ? present(lines) : List.of(),
                together(consultationId, lines).toSeconds());
    }

    private Duration together(UUID consultationId, List<AttendanceLine> lines) {
        Instant opens =
                VisitWindow.of(consultations.get(consultationId).schedule()).opens();
        return Stay.together(lines, opens, clock.instant());
    }

    private static List<String> present(List<AttendanceLine> lines) {
        return Arrays.stream(Participant.values())
                .filter(participant -> Stay.of(participant, lines).stream().anyMatch(Stay::open))
                .map(Participant::word)
                .toList();
    }
}
