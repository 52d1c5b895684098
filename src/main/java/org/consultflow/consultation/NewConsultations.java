package org.consultflow.consultation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.bulk.Rows;
import org.consultflow.crypto.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a transaction books. The process changes a consultation as soon as it is booked: it is written as it stands then. */
final class NewConsultations {

    private final Map<UUID, NewConsultation> booked = new LinkedHashMap<>();
    private final JdbcClient jdbc;
    private final Vault vault;

    NewConsultations(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    void add(Consultation consultation) {
        booked.put(consultation.id(), new NewConsultation(consultation));
    }

    Optional<NewConsultation> find(UUID id) {
        return Optional.ofNullable(booked.get(id));
    }

    /** @throws org.springframework.dao.DuplicateKeyException if another booking took the same key meanwhile */
    void write() {
        booked.values().forEach(this::write);
    }

    private void write(NewConsultation it) {
        jdbc.sql(
                        """
                        with booked as (
                            insert into consultation (id, type, status, start_at, time_zone, duration_minutes,
                                schedule_revision, patient_id, provider_id, location_sealed, requires_acceptance, accepted,
                                acceptance_due_at, payment_amount, payment_currency, payment_due_at, paid_at, cancelled_by,
                                reason_sealed, booked_at)
                            values (:id, :type, :status, :start, :zone, :minutes, :revision, :patient, :provider, :location,
                                :requiresAcceptance, :accepted, :acceptanceDue, :amount, :currency, :paymentDue, :paid,
                                :cancelledBy, :reason, :booked)
                            returning id, booked_at),
                        asked as (
                            insert into booking_request (idempotency_key, body_hash, consultation_id, requested_at)
                            select :key, :hash, id, booked_at from booked where cast(:key as text) is not null)
                        insert into consultation_event (consultation_id, happened_at, event, party, detail)
                        select booked.id, e.happened_at, e.event, e.party, e.detail
                        from booked, json_populate_recordset(null::consultation_event, cast(:events as json)) e""")
                .params(ConsultationRow.params(it.consultation(), vault))
                .param("key", it.idempotencyKey())
                .param("hash", it.bodyHash())
                .param(
                        "events",
                        Rows.json(it.history().stream().map(EventRow::of).toList()))
                .update();
    }

    /** The row of {@code consultation_event}; its components are named as the columns. */
    private record EventRow(Instant happenedAt, String event, String party, String detail) {
        static EventRow of(ConsultationEvent event) {
            String party = event.party() == null ? null : event.party().word();
            return new EventRow(event.at(), event.event(), party, event.detail());
        }
    }
}
