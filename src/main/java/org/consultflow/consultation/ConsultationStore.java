package org.consultflow.consultation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import org.consultflow.bulk.AtCommit;
import org.consultflow.bulk.ReadAhead;
import org.consultflow.bulk.Rows;
import org.consultflow.crypto.Vault;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of consultations; free text is sealed. */
@Repository
class ConsultationStore implements Consultations, Sessions {

    private final JdbcClient jdbc;
    private final Vault vault;
    private final AtCommit<NewConsultations> booked;
    private final ReadAhead<UUID, Supplier<Consultation>> ahead = new ReadAhead<>();
    /** Those that nobody else can change while the present transaction lasts. */
    private final ReadAhead<UUID, Supplier<Consultation>> held = new ReadAhead<>();

    private final ReadAhead<UUID, List<ConsultationEvent>> historyAhead = new ReadAhead<>();

    ConsultationStore(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.booked = new AtCommit<>(() -> new NewConsultations(jdbc, vault), NewConsultations::write);
    }

    @Override
    public Optional<Consultation> find(UUID id) {
        Optional<NewConsultation> unwritten = unwritten(id);
        if (unwritten.isPresent()) {
            return unwritten.map(NewConsultation::consultation);
        }
        Optional<Supplier<Consultation>> read = held.get(id).or(() -> ahead.get(id));
        if (read.isPresent()) {
            return read.map(Supplier::get);
        }
        return jdbc.sql("select * from consultation where id = :id")
                .param("id", id)
                .query((row, number) -> ConsultationRow.consultation(row, vault))
                .optional();
    }

    @Override
    public Map<UUID, Supplier<Consultation>> findAll(Collection<UUID> ids) {
        return findAll(ids, "");
    }

    @Override
    public Map<UUID, Supplier<Consultation>> holdAll(Collection<UUID> ids) {
        Map<UUID, Supplier<Consultation>> all = new HashMap<>();
        ids.forEach(id -> held.get(id).ifPresent(one -> all.put(id, one)));
        List<UUID> others = ids.stream().filter(id -> !all.containsKey(id)).toList();
        if (!others.isEmpty()) {
            Map<UUID, Supplier<Consultation>> more = findAll(others, " for no key update skip locked");
            held.keep(more);
            all.putAll(more);
        }
        return all;
    }

    private Map<UUID, Supplier<Consultation>> findAll(Collection<UUID> ids, String locking) {
        booked.write();
        Map<UUID, Supplier<Consultation>> found = new HashMap<>();
        jdbc.sql("select * from consultation where id = any(cast(:ids as uuid[]))" + locking)
                .param("ids", Rows.ids(ids))
                .query((RowCallbackHandler) row -> found.put(row.getObject("id", UUID.class), readable(row)));
        return found;
    }

    @Override
    public void holdAhead(Collection<UUID> ids) {
        Set<UUID> found = holdAll(ids).keySet();
        List<UUID> changing = ids.stream().filter(id -> !found.contains(id)).toList();
        if (!changing.isEmpty()) {
            ahead.keep(findAll(changing));
        }
        Map<UUID, List<ConsultationEvent>> histories = new HashMap<>();
        ids.forEach(id -> histories.put(id, new ArrayList<>()));
        jdbc.sql(
                        """
                        select consultation_id, happened_at, event, party, detail from consultation_event
                        where consultation_id = any(cast(:ids as uuid[])) order by id""")
                .param("ids", Rows.ids(ids))
                .query((RowCallbackHandler) row -> histories
                        .get(row.getObject("consultation_id", UUID.class))
                        .add(ConsultationRow.event(row)));
        historyAhead.keep(histories);
    }

    private Supplier<Consultation> readable(ResultSet row) throws SQLException {
        try {
            Consultation consultation = ConsultationRow.consultation(row, vault);
            return () -> consultation;
        } catch (IllegalStateException sealed) {
            return () -> {
                throw sealed;
            };
        }
    }

    /** The consultation, locked until the transaction ends: the first lock of every command. */
    Consultation lock(UUID id) {
        Optional<NewConsultation> unwritten = unwritten(id);
        if (unwritten.isPresent()) {
            return unwritten.get().consultation();
        }
        Consultation locked = jdbc.sql("select * from consultation where id = :id for update")
                .param("id", id)
                .query((row, number) -> ConsultationRow.consultation(row, vault))
                .optional()
                .orElseThrow(() -> new ConsultationNotFoundException(id));
        asItStands(locked);
        return locked;
    }

    /** Whoever locks it holds it. */
    private void asItStands(Consultation consultation) {
        held.keep(Map.of(consultation.id(), () -> consultation));
    }

    @Override
    public List<Consultation> ahead(UUID personId, Instant notEndedBy, int most) {
        booked.write();
        return jdbc.sql(
                        """
                        select * from consultation where (patient_id = :person or provider_id = :person)
                        and status in ('requested', 'awaiting-payment', 'confirmed', 'in-session')
                        and start_at + make_interval(mins => duration_minutes) > :after
                        order by start_at, id limit :most""")
                .param("person", personId)
                .param("after", notEndedBy.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, number) -> ConsultationRow.consultation(row, vault))
                .list();
    }

    @Override
    public List<Consultation> latest(int limit) {
        booked.write();
        return jdbc.sql("select * from consultation order by booked_at desc, id limit :limit")
                .param("limit", limit)
                .query((row, number) -> ConsultationRow.consultation(row, vault))
                .list();
    }

    /** Written when the transaction commits, as it stands by then. */
    void insert(Consultation consultation) {
        booked.gather().add(consultation);
    }

    void update(Consultation consultation) {
        Optional<NewConsultation> unwritten = unwritten(consultation.id());
        if (unwritten.isPresent()) {
            unwritten.get().changeTo(consultation);
            return;
        }
        jdbc.sql(
                        """
                        update consultation set status = :status, start_at = :startAt, time_zone = :timeZone,
                            duration_minutes = :durationMinutes, schedule_revision = :scheduleRevision,
                            accepted = :accepted, acceptance_due_at = :acceptanceDueAt, payment_due_at = :paymentDueAt,
                            paid_at = :paidAt, cancelled_by = :cancelledBy, reason_sealed = :reasonSealed
                        where id = :id""")
                .paramSource(ConsultationRow.of(consultation, vault))
                .update();
        asItStands(consultation);
    }

    void addEvent(UUID id, Instant at, String event, Party party, String detail) {
        Optional<NewConsultation> unwritten = unwritten(id);
        if (unwritten.isPresent()) {
            unwritten.get().addEvent(new ConsultationEvent(at, event, party, detail));
            return;
        }
        historyAhead.forget(id);
        jdbc.sql(
                        """
                        insert into consultation_event (consultation_id, happened_at, event, party, detail)
                        values (:id, :at, :event, :party, :detail)""")
                .param("id", id)
                .param("at", ConsultationRow.utc(at))
                .param("event", event)
                .param("party", party == null ? null : party.word())
                .param("detail", detail)
                .update();
    }

    @Override
    public List<ConsultationEvent> historyOf(UUID id) {
        Optional<NewConsultation> unwritten = unwritten(id);
        if (unwritten.isPresent()) {
            return unwritten.get().history();
        }
        return historyAhead.get(id).orElseGet(() -> jdbc.sql(
                        """
                        select happened_at, event, party, detail from consultation_event
                        where consultation_id = :id order by id""")
                .param("id", id)
                .query((row, number) -> ConsultationRow.event(row))
                .list());
    }

    /** Those of these booking keys that were used before. */
    Set<String> used(Collection<String> keys) {
        return keys.isEmpty()
                ? Set.of()
                : jdbc.sql("select idempotency_key from booking_request where idempotency_key = any(:keys)")
                        .param("keys", keys.toArray(String[]::new))
                        .query(String.class)
                        .set();
    }

    /** What a booking key was used for before. */
    Optional<EarlierRequest> earlierRequest(String key) {
        return jdbc.sql("select body_hash, consultation_id from booking_request where idempotency_key = :key")
                .param("key", key)
                .query((row, number) ->
                        new EarlierRequest(row.getString("body_hash"), row.getObject("consultation_id", UUID.class)))
                .optional();
    }

    /** With a consultation that is new in this transaction, whose end finds out if another booking took the key meanwhile. */
    void keepRequest(String key, String bodyHash, UUID consultation) {
        unwritten(consultation).orElseThrow().keepRequest(key, bodyHash);
    }

    private Optional<NewConsultation> unwritten(UUID id) {
        return booked.gathered().flatMap(all -> all.find(id));
    }

    record EarlierRequest(String bodyHash, UUID consultationId) {}
}
