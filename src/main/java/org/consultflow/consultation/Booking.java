package org.consultflow.consultation;

import java.time.Instant;

import org.consultflow.people.PersonDetails;

/** A booking that keeps all rules. */
record Booking(
        ConsultationType type,
        Schedule schedule,
        PersonDetails patient,
        PersonDetails provider,
        String location,
        boolean requiresAcceptance,
        Instant acceptanceDueAt,
        PaymentTerms paymentTerms) {

    @Override
    public String toString() {
        return "Booking[" + type.word() + "]";
    }
}
