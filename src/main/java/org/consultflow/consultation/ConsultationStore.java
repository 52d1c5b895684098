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
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.consultflow.crypto.Vault;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of consultations; free text is sealed. */
@Repository
class ConsultationStore implements Consultations, Sessions {

    private final JdbcClient jdbc;
    private final Vault vault;

    ConsultationStore(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    @Override
    public Optional<Consultation> find(UUID id) {
        return jdbc.sql("select * from consultation where id = :id")
                .param("id", id)
                .query(this::consultation)
                .optional();
    }

    @Override
    public Map<UUID, Supplier<Consultation>> findAll(Collection<UUID> ids) {
        Map<UUID, Supplier<Consultation>> found = new HashMap<>();
        jdbc.sql("select * from consultation where id = any(cast(:ids as uuid[]))")
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .query((RowCallbackHandler) row -> found.put(row.getObject("id", UUID.class), readable(row)));
        return found;
    }

    private Supplier<Consultation> readable(ResultSet row) throws SQLException {
        try {
            Consultation consultation = consultation(row, 0);
            return () -> consultation;
        } catch (IllegalStateException sealed) {
            return () -> {
                throw sealed;
            };
        }
    }

    /** The consultation, locked until the transaction ends: the first lock of every command. */
    Consultation lock(UUID id) {
        return jdbc.sql("select * from consultation where id = :id for update")
                .param("id", id)
                .query(this::consultation)
                .optional()
                .orElseThrow(() -> new ConsultationNotFoundException(id));
    }

    @Override
    public List<Consultation> ahead(UUID personId, Instant notEndedBy, int most) {
        return jdbc.sql(
                        """
                        select * from consultation where (patient_id = :person or provider_id = :person)
                        and status in ('requested', 'awaiting-payment', 'confirmed', 'in-session')
                        and start_at + make_interval(mins => duration_minutes) > :after
                        order by start_at, id limit :most""")
                .param("person", personId)
                .param("after", notEndedBy.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query(this::consultation)
                .list();
    }

    @Override
    public List<Consultation> latest(int limit) {
        return jdbc.sql("select * from consultation order by booked_at desc, id limit :limit")
                .param("limit", limit)
                .query(this::consultation)
                .list();
    }

    void insert(Consultation consultation) {
        jdbc.sql(
                        """
                        insert into consultation (id, type, status, start_at, time_zone, duration_minutes,
                            schedule_revision, patient_id, provider_id, location_sealed, requires_acceptance, accepted,
                            acceptance_due_at, payment_amount, payment_currency, payment_due_at, paid_at, cancelled_by,
                            reason_sealed, booked_at)
                        values (:id, :type, :status, :start, :zone, :minutes, :revision, :patient, :provider, :location,
                            :requiresAcceptance, :accepted, :acceptanceDue, :amount, :currency, :paymentDue, :paid,
                            :cancelledBy, :reason, :booked)""")
                .params(params(consultation))
                .update();
    }

    void update(Consultation consultation) {
        jdbc.sql(
                        """
                        update consultation set status = :status, start_at = :start, time_zone = :zone,
                            duration_minutes = :minutes, schedule_revision = :revision, accepted = :accepted,
                            acceptance_due_at = :acceptanceDue, payment_due_at = :paymentDue, paid_at = :paid,
                            cancelled_by = :cancelledBy, reason_sealed = :reason
                        where id = :id""")
                .params(params(consultation))
                .update();
    }

    private Map<String, Object> params(Consultation it) {
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

    void addEvent(UUID id, Instant at, String event, Party party, String detail) {
        jdbc.sql(
                        """
                        insert into consultation_event (consultation_id, happened_at, event, party, detail)
                        values (:id, :at, :event, :party, :detail)""")
                .param("id", id)
                .param("at", utc(at))
                .param("event", event)
                .param("party", party == null ? null : party.word())
                .param("detail", detail)
                .update();
    }

    @Override
    public List<ConsultationEvent> historyOf(UUID id) {
        return jdbc.sql(
                        """
                        select happened_at, event, party, detail from consultation_event
                        where consultation_id = :id order by id""")
                .param("id", id)
                .query((row, number) -> new ConsultationEvent(
                        instant(row, "happened_at"),
                        row.getString("event"),
                        party(row.getString("party")),
                        row.getString("detail")))
                .list();
    }

    /** What a booking key was used for before. */
    Optional<EarlierRequest> earlierRequest(String key) {
        return jdbc.sql("select body_hash, consultation_id from booking_request where idempotency_key = :key")
                .param("key", key)
                .query((row, number) ->
                        new EarlierRequest(row.getString("body_hash"), row.getObject("consultation_id", UUID.class)))
                .optional();
    }

    /** @throws org.springframework.dao.DuplicateKeyException if another booking took the key meanwhile */
    void keepRequest(String key, String bodyHash, UUID consultation, Instant at) {
        jdbc.sql(
                        """
                        insert into booking_request (idempotency_key, body_hash, consultation_id, requested_at)
                        values (:key, :hash, :consultation, :at)""")
                .param("key", key)
                .param("hash", bodyHash)
                .param("consultation", consultation)
                .param("at", utc(at))
                .update();
    }

    record EarlierRequest(String bodyHash, UUID consultationId) {}

    private Consultation consultation(ResultSet row, int number) throws SQLException {
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

    private static Party party(String word) {
        return word == null ? null : Party.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
