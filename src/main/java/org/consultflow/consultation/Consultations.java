package org.consultflow.consultation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads consultations. */
public interface Consultations {

    /** The consultation as it stands. */
    Optional<Consultation> find(UUID id);

    /** @throws ConsultationNotFoundException if there is none */
    default Consultation get(UUID id) {
        return find(id).orElseThrow(() -> new ConsultationNotFoundException(id));
    }

    /** The newest consultations, last booked first. */
    List<Consultation> latest(int limit);

    /** What happened to a consultation itself, oldest first. */
    List<ConsultationEvent> historyOf(UUID id);

    /** Whether the patient said that they will come at the time as it is now: a new time asks anew. */
    default boolean patientConfirmed(UUID id) {
        return historyOf(id).stream()
                .map(ConsultationEvent::event)
                .filter(event -> event.equals("patient-confirmed") || event.equals("rescheduled"))
                .reduce((earlier, later) -> later)
                .filter("patient-confirmed"::equals)
                .isPresent();
    }
}
