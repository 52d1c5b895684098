package org.consultflow.consultation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A booked consultation as it stands. Free text (location, reason) may hold what nobody else should read, so
 * {@link #toString()} names id and status only.
 *
 * @param id ours; the business key of its process
 * @param type how it is held
 * @param status where it stands
 * @param schedule when it takes place
 * @param patientId the patient, kept by {@code people}
 * @param providerId the provider, kept by {@code people}
 * @param location where, for a visit in person; or null
 * @param requiresAcceptance whether the provider has to accept it
 * @param accepted whether the provider has accepted it
 * @param acceptanceDueAt when an unanswered request counts as declined; null if no acceptance is required
 * @param paymentTerms what has to be paid first; null if nothing
 * @param paidAt when it was paid; null if it was not
 * @param cancelledBy who cancelled or declined it; null if nobody did
 * @param reason what was said when it was cancelled or declined; or null
 * @param bookedAt when it was booked
 */
public record Consultation(
        UUID id,
        ConsultationType type,
        ConsultationStatus status,
        Schedule schedule,
        UUID patientId,
        UUID providerId,
        String location,
        boolean requiresAcceptance,
        boolean accepted,
        Instant acceptanceDueAt,
        PaymentTerms paymentTerms,
        Instant paidAt,
        Party cancelledBy,
        String reason,
        Instant bookedAt) {

    /** What is still to be paid. */
    public Optional<PaymentTerms> openPayment() {
        return paidAt == null ? Optional.ofNullable(paymentTerms) : Optional.empty();
    }

    /** Whether the provider's answer is still awaited. */
    public boolean awaitsAcceptance() {
        return requiresAcceptance && !accepted;
    }

    /**
     * Whether the patient can still say yes or no to the visit.
     *
     * @param revision of the schedule that the patient was asked about
     */
    public boolean canBeAnswered(int revision, Instant now) {
        return status == ConsultationStatus.CONFIRMED
                && schedule.revision() == revision
                && now.isBefore(schedule.start());
    }

    Consultation withStatus(ConsultationStatus newStatus) {
        return with(newStatus, schedule, accepted, acceptanceDueAt, paymentTerms, paidAt, cancelledBy, reason);
    }

    Consultation acceptedByProvider() {
        return with(status, schedule, true, acceptanceDueAt, paymentTerms, paidAt, cancelledBy, reason);
    }

    Consultation paid(Instant at) {
        return with(status, schedule, accepted, acceptanceDueAt, paymentTerms, at, cancelledBy, reason);
    }

    Consultation movedTo(Schedule newSchedule, Instant newAcceptanceDueAt, PaymentTerms newPaymentTerms) {
        return with(status, newSchedule, accepted, newAcceptanceDueAt, newPaymentTerms, paidAt, cancelledBy, reason);
    }

    Consultation calledOff(ConsultationStatus newStatus, Party by, String newReason) {
        return with(newStatus, schedule, accepted, acceptanceDueAt, paymentTerms, paidAt, by, newReason);
    }

    private Consultation with(
            ConsultationStatus newStatus,
            Schedule newSchedule,
            boolean newAccepted,
            Instant newAcceptanceDueAt,
            PaymentTerms newPaymentTerms,
            Instant newPaidAt,
            Party newCancelledBy,
            String newReason) {
        return new Consultation(
                id,
                type,
                newStatus,
                newSchedule,
                patientId,
                providerId,
                location,
                requiresAcceptance,
                newAccepted,
                newAcceptanceDueAt,
                newPaymentTerms,
                newPaidAt,
                newCancelledBy,
                newReason,
                bookedAt);
    }

    @Override
    public String toString() {
        return "Consultation[" + id + ", " + status.word() + "]";
    }
}
