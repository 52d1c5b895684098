package org.consultflow.consultation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;

/** A consultation as the API shows it: without contact data, which the caller has and we do not give back. */
@Schema(name = "Consultation")
record ConsultationResource(
        UUID id,
        ConsultationStatus status,
        ConsultationType consultationType,
        OffsetDateTime start,
        String timeZone,
        long durationMinutes,
        int scheduleRevision,
        boolean requiresAcceptance,
        Instant acceptanceDueAt,
        PaymentResource payment,
        Party cancelledBy,

        @Schema(description = "The patient said that they will come at the time as it is now")
        boolean patientConfirmed,

        Instant bookedAt) {

    /** What has to be paid, and whether it was. */
    @Schema(name = "PaymentState")
    record PaymentResource(BigDecimal amount, String currency, Instant dueBy, Instant paidAt) {}

    static ConsultationResource of(Consultation it, boolean patientConfirmed) {
        PaymentTerms payment = it.paymentTerms();
        return new ConsultationResource(
                it.id(),
                it.status(),
                it.type(),
                it.schedule().localStart().toOffsetDateTime(),
                it.schedule().zone().getId(),
                it.schedule().duration().toMinutes(),
                it.schedule().revision(),
                it.requiresAcceptance(),
                it.awaitsAcceptance() ? it.acceptanceDueAt() : null,
                payment == null
                        ? null
                        : new PaymentResource(
                                payment.amount(), payment.currency().getCurrencyCode(), payment.dueBy(), it.paidAt()),
                it.cancelledBy(),
                patientConfirmed,
                it.bookedAt());
    }
}
