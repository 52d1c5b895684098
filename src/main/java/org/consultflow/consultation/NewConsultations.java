package org.consultflow.consultation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import org.consultflow.bulk.Rows;
import org.consultflow.crypto.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a transaction books. The process changes a consultation as soon as it is booked: it is written as it stands then. */
final class NewConsultations {

    private static final Rows<ConsultationRow> VISITS = Rows.of("visit", ConsultationRow.class);
    private static final Rows<RequestRow> REQUESTS = Rows.of("request", RequestRow.class);
    private static final Rows<EventRow> EVENTS = Rows.of("happened", EventRow.class);

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

    /**
     * Writes all of them in one statement; keys in their order, so that whoever writes the same at the same time waits instead
     * of meeting in the middle.
     *
     * @throws org.springframework.dao.DuplicateKeyException if another booking took the same key meanwhile
     */
    void write() {
        jdbc.sql(
                        """
                        with booked as (
                            insert into consultation (id, type, status, start_at, time_zone, duration_minutes,
                                schedule_revision, patient_id, provider_id, location_sealed, requires_acceptance, accepted,
                                acceptance_due_at, payment_amount, payment_currency, payment_due_at, paid_at, cancelled_by,
                                reason_sealed, booked_at)
                            select id, type, status, start_at, time_zone, duration_minutes,
                                schedule_revision, patient_id, provider_id, location_sealed, requires_acceptance, accepted,
                                acceptance_due_at, payment_amount, payment_currency, payment_due_at, paid_at, cancelled_by,
                                reason_sealed, booked_at
                            from %s),
                        asked as (
                            insert into booking_request (idempotency_key, body_hash, consultation_id, requested_at)
                            select idempotency_key, body_hash, consultation_id, requested_at
                            from %s)
                        insert into consultation_event (consultation_id, happened_at, event, party, detail)
                        select consultation_id, happened_at, event, party, detail
                        from %s"""
                                .formatted(VISITS.from(), REQUESTS.from(), EVENTS.from()))
                .params(VISITS.values(all(it -> Stream.of(ConsultationRow.of(it.consultation(), vault)))))
                .params(REQUESTS.values(all(RequestRow::of).stream().sorted().toList()))
                .params(EVENTS.values(all(EventRow::of)))
                .update();
    }

    private <R extends Record> List<R> all(Function<NewConsultation, Stream<R>> rows) {
        return booked.values().stream().flatMap(rows).toList();
    }

    /** The row of {@code booking_request}; its components are named as the columns. */
    private record RequestRow(String idempotencyKey, String bodyHash, UUID consultationId, Instant requestedAt)
            implements Comparable<RequestRow> {

        @Override
        public int compareTo(RequestRow other) {
            return idempotencyKey.compareTo(other.idempotencyKey);
        }

        static Stream<RequestRow> of(NewConsultation it) {
            Consultation booked = it.consultation();
            return Stream.ofNullable(it.idempotencyKey())
                    .map(key -> new RequestRow(key, it.bodyHash(), booked.id(), booked.bookedAt()));
        }
    }

    /** The row of {@code consultation_event}; its components are named as the columns. */
    private record EventRow(UUID consultationId, Instant happenedAt, String event, String party, String detail) {
        static Stream<EventRow> of(NewConsultation it) {
            return it.history().stream()
                    .map(event -> new EventRow(
                            it.consultation().id(),
                            event.at(),
                            event.event(),
                            event.party() == null ? null : event.party().word(),
                            event.detail()));
        }
    }
}
