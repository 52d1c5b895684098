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
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.consultflow.crypto.Vault;

/** A consultation and what happened to it, as they stand in their rows; free text is sealed. */
final class ConsultationRow {

    private ConsultationRow() {}

    /** The values of a row, by the names that the statements give them. */
    static Map<String, Object> params(Consultation it, Vault vault) {
        Map<String, Object> params = new HashMap<>();
        PaymentTerms payment = it.paymentTerms();
        params.put("id", it.id());
        params.put("type", it.type().word());
        params.put("status", it.status().word());
        params.put("start", utc(it.schedule().start()));
        params.put("zone", it.schedule().zone().getId());
        params.put("minutes", it.schedule().duration().toMinutes());
        params.put("revision", it.schedule().revision());
        params.put("patient", it.patientId());
        params.put("provider", it.providerId());
        params.put("location", vault.seal(it.location()));
        params.put("requiresAcceptance", it.requiresAcceptance());
        params.put("accepted", it.accepted());
        params.put("acceptanceDue", utc(it.acceptanceDueAt()));
        params.put("amount", payment == null ? null : payment.amount());
        params.put("currency", payment == null ? null : payment.currency().getCurrencyCode());
        params.put("paymentDue", payment == null ? null : utc(payment.dueBy()));
        params.put("paid", utc(it.paidAt()));
        params.put(
                "cancelledBy",
                it.cancelledBy() == null ? null : it.cancelledBy().word());
        params.put("reason", vault.seal(it.reason()));
        params.put("booked", utc(it.bookedAt()));
        return params;
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
