package org.consultflow.sandbox.page;

import java.time.Instant;
import java.util.UUID;

import org.consultflow.consultation.Consultation;
import org.consultflow.people.Person;

/**
 * A consultation as the page lists it.
 *
 * @param start the instant it begins
 * @param timeZone the patient's zone, for words only
 * @param locale the patient's language
 */
record ConsultationSummary(
        UUID id,
        String status,
        String type,
        Instant start,
        String timeZone,
        long durationMinutes,
        int scheduleRevision,
        String patientName,
        String providerName,
        String locale) {

    static ConsultationSummary of(Consultation consultation, Person patient, Person provider) {
        return new ConsultationSummary(
                consultation.id(),
                consultation.status().word(),
                consultation.type().word(),
                consultation.schedule().start(),
                consultation.schedule().zone().getId(),
                consultation.schedule().duration().toMinutes(),
                consultation.schedule().revision(),
                patient.name(),
                provider.name(),
                patient.locale().toLanguageTag());
    }

    @Override
    public String toString() {
        return "ConsultationSummary[" + id + "]";
    }
}
