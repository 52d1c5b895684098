package org.consultflow.video;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.SessionEvidence;
import org.springframework.stereotype.Component;

/**
 * Says how a session went from who was in its room. Nothing is guessed: calling somebody a no-show who was there is worse
 * than not to know.
 *
 * <ul>
 *   <li>COMPLETED: patient and provider were in the room at one time.
 *   <li>NO_SHOW: the provider waited, nothing at all was told of the patient, and the provider of rooms told all that
 *       happened in each room up to its end, with no number missing, so that a lost webhook does not make a no-show.
 *   <li>UNKNOWN: everything else. That is every consultation without a video room, of which nothing is known here, and a
 *       hybrid one in which the provider waited in vain: the patient may have come in person.
 * </ul>
 *
 * What lies before the door of the current schedule opened does not count: it belongs to an earlier revision. The end of the
 * room is known only after it was completed there, so the session is closed after the room.
 */
@Component
class AttendanceEvidence implements SessionEvidence {

    /** Who left sooner did not wait; a visit that is planned shorter asks for no more than its own length. */
    private static final Duration WAITED = Duration.ofMinutes(10);

    private final Attendance attendance;
    private final StoredRooms rooms;
    private final RoomEventNumbers numbers;

    AttendanceEvidence(Attendance attendance, StoredRooms rooms, RoomEventNumbers numbers) {
        this.attendance = attendance;
        this.rooms = rooms;
        this.numbers = numbers;
    }

    @Override
    public ConsultationStatus outcomeOf(Consultation consultation) {
        if (!consultation.type().hasVideoRoom()) {
            return ConsultationStatus.UNKNOWN;
        }
        List<AttendanceLine> lines = attendance.of(consultation.id());
        Instant opens = VisitWindow.of(consultation.schedule()).opens();
        List<Stay> patient = Stay.of(Participant.PATIENT, lines);
        List<Stay> provider = Stay.of(Participant.PROVIDER, lines);
        if (patient.stream().anyMatch(stay -> provider.stream().anyMatch(other -> stay.meets(other, opens)))) {
            return ConsultationStatus.COMPLETED;
        }
        boolean noShow = consultation.type() == ConsultationType.VIDEO
                && waited(provider, consultation)
                && patient.stream().noneMatch(stay -> stay.reaches(opens))
                && lines.stream().noneMatch(line -> speaksAgainstNoShow(line, opens))
                && allWasTold(consultation);
        return noShow ? ConsultationStatus.NO_SHOW : ConsultationStatus.UNKNOWN;
    }

    @Override
    public Optional<String> medium() {
        return Optional.of("video");
    }

    @Override
    public Duration together(Consultation consultation, Instant now) {
        return consultation.type().hasVideoRoom()
                ? Stay.together(
                        attendance.of(consultation.id()),
                        VisitWindow.of(consultation.schedule()).opens(),
                        now)
                : Duration.ZERO;
    }

    private static boolean waited(List<Stay> provider, Consultation consultation) {
        Duration planned = consultation.schedule().duration();
        Duration enough = planned.compareTo(WAITED) < 0 ? planned : WAITED;
        Duration there = provider.stream()
                .map(stay -> stay.lastingFrom(consultation.schedule().start()))
                .reduce(Duration.ZERO, Duration::plus);
        return there.compareTo(enough) >= 0;
    }

    private static boolean speaksAgainstNoShow(AttendanceLine line, Instant opens) {
        boolean patientOrGap =
                line.participant() == Participant.PATIENT || line.what() == AttendanceLine.What.ROOM_END_UNTOLD;
        return patientOrGap && !line.at().isBefore(opens);
    }

    private boolean allWasTold(Consultation consultation) {
        return rooms.find(consultation.id())
                .filter(room -> room.status() == RoomStatus.ENDED && numbers.allTold(consultation.id(), room))
                .isPresent();
    }
}
