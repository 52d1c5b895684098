package org.consultflow.consultation;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the process does to a consultation, in the engine's transaction. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class ProgressService implements ConsultationProgress {

    private final ConsultationStore store;
    private final List<SessionEvidence> evidence;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ProgressService(
            ConsultationStore store, List<SessionEvidence> evidence, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.evidence = evidence;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void awaitPayment(UUID id) {
        move(id, ConsultationStatus.AWAITING_PAYMENT, "payment-requested");
    }

    @Override
    public void confirm(UUID id) {
        move(id, ConsultationStatus.CONFIRMED, "confirmed");
    }

    @Override
    public void recordAttendance(UUID id, String via) {
        Consultation it = store.lock(id);
        if (it.status() == ConsultationStatus.CONFIRMED && !store.patientConfirmed(id)) {
            store.addEvent(id, clock.instant(), "patient-confirmed", Party.PATIENT, via == null ? null : "by " + via);
        }
    }

    @Override
    public void openSession(UUID id) {
        move(id, ConsultationStatus.IN_SESSION, "session-started");
    }

    @Override
    public void declineUnanswered(UUID id) {
        Consultation it = store.lock(id);
        if (it.status().beforeSession()) {
            Consultation declined = it.calledOff(ConsultationStatus.DECLINED, Party.CLINIC, null);
            write(declined, "declined", Party.CLINIC, "the provider did not answer in time");
            events.publishEvent(new ConsultationEvents.Declined(declined));
        }
    }

    @Override
    public void cancelUnpaid(UUID id) {
        Consultation it = store.lock(id);
        if (it.status().beforeSession()) {
            Consultation cancelled = it.calledOff(ConsultationStatus.CANCELLED, Party.CLINIC, null);
            write(cancelled, "cancelled", Party.CLINIC, "the payment did not come in time");
            events.publishEvent(new ConsultationEvents.Cancelled(cancelled));
        }
    }

    @Override
    public ConsultationStatus closeSession(UUID id) {
        Consultation it = store.lock(id);
        if (it.status() != ConsultationStatus.IN_SESSION) {
            return it.status();
        }
        Consultation ended = it.withStatus(outcomeOf(it));
        write(ended, ended.status().word(), null, "taken from what is known of who was there");
        events.publishEvent(new ConsultationEvents.Ended(ended));
        return ended.status();
    }

    /** Who met in one way did meet; who is missing in one may have come in another. */
    private ConsultationStatus outcomeOf(Consultation it) {
        Set<ConsultationStatus> known =
                evidence.stream().map(source -> source.outcomeOf(it)).collect(Collectors.toSet());
        if (known.contains(ConsultationStatus.COMPLETED)) {
            return ConsultationStatus.COMPLETED;
        }
        return known.contains(ConsultationStatus.NO_SHOW)
                        && evidence.stream().noneMatch(source -> source.speaksForPatient(it))
                ? ConsultationStatus.NO_SHOW
                : ConsultationStatus.UNKNOWN;
    }

    private void move(UUID id, ConsultationStatus status, String event) {
        Consultation it = store.lock(id);
        if (it.status() != status && it.status().beforeSession()) {
            write(it.withStatus(status), event, null, null);
        }
    }

    private void write(Consultation changed, String event, Party party, String detail) {
        store.update(changed);
        store.addEvent(changed.id(), clock.instant(), event, party, detail);
    }
}
