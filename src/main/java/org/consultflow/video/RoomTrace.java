package org.consultflow.video;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

import org.consultflow.consultation.ConsultationEvent;
import org.consultflow.consultation.ConsultationTrace;
import org.consultflow.consultation.Party;
import org.springframework.stereotype.Component;

/** The room of a consultation, who joined it and who left. Without its name, its SID and any link. */
@Component
class RoomTrace implements ConsultationTrace {

    private final StoredRooms rooms;
    private final Attendance attendance;

    RoomTrace(StoredRooms rooms, Attendance attendance) {
        this.rooms = rooms;
        this.attendance = attendance;
    }

    @Override
    public List<ConsultationEvent> of(UUID consultationId) {
        return Stream.concat(
                        rooms.milestones(consultationId).stream(),
                        attendance.of(consultationId).stream().map(RoomTrace::event))
                .sorted(Comparator.comparing(ConsultationEvent::at))
                .toList();
    }

    private static ConsultationEvent event(AttendanceLine line) {
        Party party = line.participant() == null
                ? null
                : Party.valueOf(line.participant().word().toUpperCase(Locale.ROOT));
        return new ConsultationEvent(
                line.at(), line.what().name().toLowerCase(Locale.ROOT).replace('_', '-'), party, null);
    }
}
