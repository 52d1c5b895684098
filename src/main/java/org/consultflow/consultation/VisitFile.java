package org.consultflow.consultation;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import org.consultflow.privacy.PersonalData;
import org.consultflow.privacy.Subject;
import org.springframework.stereotype.Component;

/** A person's visits: when, where, how they went, and the reasons that were given. */
@Component
class VisitFile implements PersonalData {

    private final Consultations consultations;
    private final PastVisits visits;

    VisitFile(Consultations consultations, PastVisits visits) {
        this.consultations = consultations;
        this.visits = visits;
    }

    record Held(
            ConsultationResource consultation, String location, String reason, Collection<ConsultationEvent> history) {

        @Override
        public String toString() {
            return "Held[" + consultation.id() + "]";
        }
    }

    @Override
    public String name() {
        return "consultations";
    }

    @Override
    public List<Held> export(Subject subject) {
        return consultations.findAll(subject.consultations()).values().stream()
                .map(Supplier::get)
                .sorted(Comparator.comparing(Consultation::bookedAt))
                .map(it -> new Held(
                        ConsultationResource.of(it, consultations.patientConfirmed(it.id())),
                        it.location(),
                        it.reason(),
                        consultations.historyOf(it.id())))
                .toList();
    }

    @Override
    public void erase(Subject subject) {
        visits.eraseTexts(subject.consultations());
    }
}
