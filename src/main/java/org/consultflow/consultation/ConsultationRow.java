package org.consultflow.consultation;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;

import org.consultflow.crypto.Vault;

/** The row of {@code consultation}; its components are named as the columns. Free text is sealed. */
record ConsultationRow(
        UUID id,
        String type,
        String status,
        OffsetDateTime startAt,
        String timeZone,
        long durationMinutes,
        int scheduleRevision,
        UUID patientId,
        UUID providerId,
        byte[] locationSealed,
        boolean requiresAcceptance,
        boolean accepted,
        OffsetDateTime acceptanceDueAt,
        BigDecimal paymentAmount,
        String paymentCurrency,
        OffsetDateTime paymentDueAt,
        OffsetDateTime paidAt,
        String cancelledBy,
        byte[] reasonSealed,
        OffsetDateTime bookedAt) {

    static ConsultationRow of(Consultation it, Vault vault) {
        PaymentTerms payment = it.paymentTerms();
        return new ConsultationRow(
                it.id(),
                it.type().word(),
                it.status().word(),
                utc(it.schedule().start()),
                it.schedule().zone().getId(),
                it.schedule().duration().toMinutes(),
                it.schedule().revision(),
                it.patientId(),
                it.providerId(),
                vault.seal(it.location()),
                it.requiresAcceptance(),
                it.accepted(),
                utc(it.acceptanceDueAt()),
                payment == null ? null : payment.amount(),
                payment == null ? null : payment.currency().getCurrencyCode(),
                payment == null ? null : utc(payment.dueBy()),
                utc(it.paidAt()),
                it.cancelledBy() == null ? null : it.cancelledBy().word(),
                vault.seal(it.reason()),
                utc(it.bookedAt()));
    }

    static Consultation consultation(ResultSet row, Vault vault) throws SQLException {
        BigDecimal amount = row.getBigDecimal("payment_amount");
        return new Consultation(
                row.getObject("id", UUID.class),
                ConsultationType.of(row.getString("type")).orElseThrow(),
                ConsultationStatus.of(row.getString("status")),
                new Schedule(
                        instant(row, "start_at"),
                        ZoneId.of(row.getString("time_zone")),
                        Duration.ofMinutes(row.getLong("duration_minutes")),
                        row.getInt("schedule_revision")),
                row.getObject("patient_id", UUID.class),
                row.getObject("provider_id", UUID.class),
                vault.open(row.getBytes("location_sealed")),
                row.getBoolean("requires_acceptance"),
                row.getBoolean("accepted"),
                instant(row, "acceptance_due_at"),
                amount == null
                        ? null
                        : new PaymentTerms(
                                amount,
                                Currency.getInstance(row.getString("payment_currency")),
                                instant(row, "payment_due_at")),
                instant(row, "paid_at"),
                party(row.getString("cancelled_by")),
                vault.open(row.getBytes("reason_sealed")),
                instant(row, "booked_at"));
    }

    static ConsultationEvent event(ResultSet row) throws SQLException {
        return new ConsultationEvent(
                instant(row, "happened_at"),
                row.getString("event"),
                party(row.getString("party")),
                row.getString("detail"));
    }

    private static Party party(String word) {
        return word == null ? null : Party.valueOf(word.toUpperCase(Locale.ROOT));
    }

    static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
