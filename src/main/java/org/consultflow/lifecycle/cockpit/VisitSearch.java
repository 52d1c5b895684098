package org.consultflow.lifecycle.cockpit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationSearch;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.people.People;
import org.consultflow.people.Role;
import org.springframework.stereotype.Service;

/** Finds visits, ended ones too. References come in a body, never in an address that ends up in a log. */
@Service
class VisitSearch {

    private static final int MOST = 100;

    private final CockpitUser user;
    private final People people;
    private final ConsultationSearch consultations;

    VisitSearch(CockpitUser user, People people, ConsultationSearch consultations) {
        this.user = user;
        this.people = people;
        this.consultations = consultations;
    }

    /** @throws InvalidRequestException if nothing is asked for */
    Visits find(Wanted wanted) {
        user.mayLook();
        if (wanted.isEmpty()) {
            throw new InvalidRequestException("search", "needs an id, a reference or a time");
        }
        Optional<UUID> patient = person(Role.PATIENT, wanted.patientReference());
        Optional<UUID> provider = person(Role.PROVIDER, wanted.providerReference());
        boolean unknown = wanted.patientReference() != null && patient.isEmpty()
                || wanted.providerReference() != null && provider.isEmpty();
        List<Consultation> found = unknown
                ? List.of()
                : consultations.find(
                        wanted.consultationId(),
                        patient.orElse(null),
                        provider.orElse(null),
                        wanted.from(),
                        wanted.to(),
                        MOST + 1);
        return new Visits(found.stream().limit(MOST).map(Visit::of).toList(), found.size() > MOST);
    }

    private Optional<UUID> person(Role role, String reference) {
        return reference == null ? Optional.empty() : people.find(role, reference);
    }

    /** What is null does not matter; the moments are of the visit's start. */
    record Wanted(UUID consultationId, String patientReference, String providerReference, Instant from, Instant to) {

        private boolean isEmpty() {
            return consultationId == null
                    && patientReference == null
                    && providerReference == null
                    && from == null
                    && to == null;
        }
    }

    /** @param more whether there are more than these */
    record Visits(List<Visit> visits, boolean more) {}

    /** A visit as it is found. Without people. */
    record Visit(UUID consultationId, String type, String status, Instant start, String timeZone, long minutes) {

        static Visit of(Consultation it) {
            return new Visit(
                    it.id(),
                    it.type().word(),
                    it.status().word(),
                    it.schedule().start(),
                    it.schedule().zone().getId(),
                    it.schedule().duration().toMinutes());
        }
    }
}
