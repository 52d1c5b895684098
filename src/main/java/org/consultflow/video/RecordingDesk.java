package org.consultflow.video;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.audit.Audit;
import org.consultflow.consultation.ConsultationHistory;
import org.consultflow.consultation.Party;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.video.RecordingConsent.Recorder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who asks, who agrees, who stops. Each method is one transaction that locks the consultation first, so that what two of them
 * do at once is taken one after the other; the provider of rooms is told afterwards, by {@link RecordingWorker}.
 */
@Component
class RecordingDesk {

    /** Longer than the provider of rooms takes to answer or to be given up. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final String SERVICE = "service";

    private final RecordingConsents consents;
    private final StoredRooms rooms;
    private final ConsultationHistory history;
    private final Audit audit;
    private final RecordingSettings settings;

    RecordingDesk(
            RecordingConsents consents,
            StoredRooms rooms,
            ConsultationHistory history,
            Audit audit,
            RecordingSettings settings) {
        this.consents = consents;
        this.rooms = rooms;
        this.history = history;
        this.audit = audit;
        this.settings = settings;
    }

    /** @throws StateConflictException if it is not the provider who asks, or there is nothing to ask now */
    @Transactional
    public void ask(Guest guest) {
        if (!settings.enabled()) {
            throw new StateConflictException("this clinic does not record calls");
        }
        if (guest.participant() != Participant.PROVIDER) {
            throw new StateConflictException("only the provider asks whether the call may be recorded");
        }
        UUID id = guest.ticket().consultationId();
        history.lock(id);
        if (rooms.find(id)
                .filter(room -> room.status() == RoomStatus.IN_PROGRESS)
                .isEmpty()) {
            throw new StateConflictException("there is no call to record");
        }
        consents.newest(id).ifPresent(known -> {
            if (known.isOpen() || known.wanted() || known.pending()) {
                throw new StateConflictException("the recording is " + known.state());
            }
        });
        UUID consent = consents.ask(id);
        audit.record("provider", "recording-asked", id, "consent=" + consent);
    }

    /** @throws StateConflictException if it is not the patient who answers, or nothing was asked */
    @Transactional
    public void answer(Guest guest, boolean agrees) {
        if (guest.participant() != Participant.PATIENT) {
            throw new StateConflictException("only the patient says whether the call may be recorded");
        }
        UUID id = guest.ticket().consultationId();
        history.lock(id);
        RecordingConsent asked = consents.newest(id)
                .filter(RecordingConsent::isOpen)
                .orElseThrow(() -> new StateConflictException("nobody asks whether the call may be recorded"));
        consents.answer(asked, agrees ? "yes" : "no");
        String event = agrees ? "recording-agreed" : "recording-refused";
        history.record(id, event, Party.PATIENT, null);
        audit.record("patient", event, id, "consent=" + asked.id());
    }

    /**
     * Ends a recording, or takes back a question that is not answered.
     *
     * @throws StateConflictException if there is neither
     */
    @Transactional
    public void stop(Guest guest) {
        UUID id = guest.ticket().consultationId();
        history.lock(id);
        RecordingConsent running = consents.newest(id)
                .filter(known -> known.isOpen() || known.wanted())
                .orElseThrow(() -> new StateConflictException("nothing is recorded"));
        if (running.isOpen()) {
            if (guest.participant() == Participant.PATIENT) {
                throw new StateConflictException("nothing is recorded");
            }
            consents.answer(running, "withdrawn");
        } else {
            consents.stop(running, guest.participant().word());
            audit.record(guest.participant().word(), "recording-stop-asked", id, "consent=" + running.id());
        }
    }

    /**
     * What the provider of rooms has still to be told of a visit; whoever gets it has to tell, nobody else does for a while.
     * A room that has ended records nothing any more, whatever was wanted.
     */
    @Transactional
    public Optional<Order> take(UUID consultationId) {
        history.lock(consultationId);
        RecordingConsent known = consents.newest(consultationId).orElse(null);
        if (known == null || known.isOpen() || !consents.isFree(known)) {
            return Optional.empty();
        }
        StoredRoom room = rooms.find(consultationId)
                .filter(found -> found.status() == RoomStatus.IN_PROGRESS && found.sid() != null)
                .filter(found -> known.roomKey() == null || known.roomKey().equals(rooms.keyOf(found.sid())))
                .orElse(null);
        if (room == null) {
            roomIsOver(known);
            return Optional.empty();
        }
        if (!known.pending()) {
            return Optional.empty();
        }
        consents.take(
                known, known.wanted() ? Recorder.TURNING_ON : Recorder.TURNING_OFF, rooms.keyOf(room.sid()), LEASE);
        return Optional.of(new Order(known, room.sid(), known.wanted()));
    }

    private void roomIsOver(RecordingConsent known) {
        if (known.wanted()) {
            consents.stop(known, SERVICE);
        }
        if (known.recorder() != Recorder.OFF) {
            consents.set(known, Recorder.OFF);
            stopped(known.consultationId(), known.id(), known.wanted() ? SERVICE : known.stoppedBy());
        }
    }

    /** The provider of rooms has taken it. */
    @Transactional
    public void done(Order order) {
        RecordingConsent told = order.consent();
        UUID id = told.consultationId();
        history.lock(id);
        consents.set(told, order.on() ? Recorder.ON : Recorder.OFF);
        if (order.on()) {
            history.record(id, "recording-started", null, null);
            audit.record(SERVICE, "recording-started", id, "consent=" + told.id());
        } else {
            stopped(id, told.id(), told.stoppedBy());
        }
    }

    /** The provider of rooms has not taken it: once more, later. */
    @Transactional
    public void failed(Order order) {
        consents.later(order.consent(), PAUSE);
    }

    private void stopped(UUID consultationId, UUID consent, String who) {
        Party party = SERVICE.equals(who) ? null : Party.valueOf(who.toUpperCase(Locale.ROOT));
        history.record(consultationId, "recording-stopped", party, null);
        audit.record(who, "recording-stopped", consultationId, "consent=" + consent);
    }

    /** What the provider of rooms is to be told. */
    record Order(RecordingConsent consent, String roomSid, boolean on) {

        @Override
        public String toString() {
            return "Order[" + consent.id() + ", " + (on ? "on" : "off") + "]";
        }
    }
}
