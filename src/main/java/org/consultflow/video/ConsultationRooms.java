package org.consultflow.video;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.audit.Audit;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.video.AttendanceLine.What;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes and ends rooms. The name is kept before the provider is asked for the room, so that whoever comes second, or comes
 * back after a crash, asks for the same one; what the provider answers is written only if nothing has changed meanwhile.
 */
@Component
class ConsultationRooms implements VideoRooms {

    private static final Logger log = LoggerFactory.getLogger(ConsultationRooms.class);
    private static final String IN_PROGRESS = "in-progress";
    private static final String BY_ITSELF = "service";
    private static final int TURNS = 5;

    private final Consultations consultations;
    private final StoredRooms rooms;
    private final Attendance attendance;
    private final RoomProvider provider;
    private final Audit audit;
    private final Clock clock;

    ConsultationRooms(
            Consultations consultations,
            StoredRooms rooms,
            Attendance attendance,
            RoomProvider provider,
            Audit audit,
            Clock clock) {
        this.consultations = consultations;
        this.rooms = rooms;
        this.attendance = attendance;
        this.provider = provider;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void ensure(UUID consultationId) {
        ensured(consultationId);
    }

    /** As {@link #ensure}. @return the room, in progress */
    StoredRoom ensured(UUID consultationId) {
        requireNoTransaction();
        requireRoom(consultations.get(consultationId));
        for (int turn = 0; turn < TURNS; turn++) {
            StoredRoom room = rooms.findOrReserve(consultationId);
            // asked after the room was read: one that a cancellation has completed is not replaced
            requireRoom(consultations.get(consultationId));
            if (room.status().over()) {
                replace(room);
                continue;
            }
            if (room.sid() != null) {
                if (isInProgress(room)) {
                    return room;
                }
                rooms.completed(room);
                continue;
            }
            RoomProvider.Room made = provider.ensure(room.name());
            if (!made.status().equals(IN_PROGRESS)) {
                rooms.completed(room);
                continue;
            }
            if (rooms.made(room, made.sid())) {
                log.info("consultation {}: the video room is open", consultationId);
                audit.record(BY_ITSELF, "room-made", consultationId, null);
                return new StoredRoom(consultationId, room.name(), made.sid(), RoomStatus.IN_PROGRESS);
            }
            // completed or replaced meanwhile: nobody else knows of the one just made
            provider.complete(made.sid());
        }
        throw new RoomProvider.RoomException("the video room ended each time it was made");
    }

    @Override
    public boolean ready(UUID consultationId) {
        return rooms.find(consultationId)
                .filter(room -> room.status() == RoomStatus.IN_PROGRESS)
                .isPresent();
    }

    @Override
    public void complete(UUID consultationId) {
        requireNoTransaction();
        for (int turn = 0; turn < TURNS; turn++) {
            Optional<StoredRoom> open =
                    rooms.find(consultationId).filter(room -> !room.status().over());
            if (open.isEmpty()) {
                return;
            }
            complete(open.get());
        }
        throw new RoomProvider.RoomException("the video room was made again each time it was completed");
    }

    /** @throws StateConflictException if the consultation has no room, or none yet, or none any more */
    static void requireRoom(Consultation consultation) {
        if (!consultation.type().hasVideoRoom()) {
            throw new StateConflictException(
                    "a consultation of type " + consultation.type().word() + " has no video room");
        }
        ConsultationStatus status = consultation.status();
        if (status != ConsultationStatus.CONFIRMED && status != ConsultationStatus.IN_SESSION) {
            throw new StateConflictException(
                    "there is a video room while a consultation is confirmed or in-session; this" + " one is "
                            + status.word());
        }
    }

    private void complete(StoredRoom room) {
        String sid = room.sid();
        if (sid == null) {
            sid = provider.find(room.name()).map(RoomProvider.Room::sid).orElse(null);
        }
        if (sid != null) {
            provider.complete(sid);
        }
        if (rooms.completed(room)) {
            log.info("consultation {}: the video room is completed", room.consultationId());
            audit.record(BY_ITSELF, "room-completed", room.consultationId(), null);
        }
    }

    private void replace(StoredRoom over) {
        if (over.status() != RoomStatus.ENDED && over.sid() != null) {
            attendance.note(over.consultationId(), new AttendanceLine(null, What.ROOM_END_UNTOLD, clock.instant()));
        }
        rooms.replace(over);
    }

    private boolean isInProgress(StoredRoom room) {
        return provider.find(room.sid())
                .filter(found -> found.status().equals(IN_PROGRESS))
                .isPresent();
    }

    private static void requireNoTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("the provider of video rooms is never called inside a transaction");
        }
    }
}
