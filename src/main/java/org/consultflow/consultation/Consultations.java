package org.consultflow.consultation;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Reads consultations. */
public interface Consultations {

    /** The consultation as it stands. */
    Optional<Consultation> find(UUID id);

    /** @throws ConsultationNotFoundException if there is none */
    default Consultation get(UUID id) {
        return find(id).orElseThrow(() -> new ConsultationNotFoundException(id));
    }

    /**
     * Several consultations as they stand, read at once.
     *
     * @return by id, those that there are; one that cannot be read says so when it is got
     */
    default Map<UUID, Supplier<Consultation>> findAll(Collection<UUID> ids) {
        Map<UUID, Supplier<Consultation>> found = new HashMap<>();
        ids.forEach(id -> find(id).ifPresent(consultation -> found.put(id, () -> consultation)));
        return found;
    }

    /**
     * The same of those of these at which nobody is at work; they stay as they are until the present transaction ends. Waits
     * for nobody.
     */
    default Map<UUID, Supplier<Consultation>> holdAll(Collection<UUID> ids) {
        return findAll(ids);
    }

    /**
     * These are going to be read in the present transaction, with their history, and {@linkplain #holdAll held}: all at once, and
     * from now on, costs less. Waits for nobody.
     */
    default void holdAhead(Collection<UUID> ids) {}

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
