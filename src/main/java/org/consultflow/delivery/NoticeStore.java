package org.consultflow.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.bulk.Rows;
import org.consultflow.delivery.Notice.DeliveryEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of notices with their deliveries. Whoever changes a delivery holds the lock on its notice first: that makes the
 * steps of side-by-side chains, receipts and commands follow one another. Locks on several are taken in the order of their
 * ids.
 */
@Repository
class NoticeStore {

    private static final String NOTICE = "id, consultation_id, kind, schedule_revision, audience, occurrence, state,"
            + " reason, deadline, call_if_unreached";
    private static final String DELIVERY = "id, notice_id, chain, position, channel, state, reason, due_at, deadline,"
            + " not_before, silent_at, answered_at, tries, attempt_id, provider_status, error_code, detail,"
            + " waits_for_provider";

    private static final Rows<DeliveryUpdate> DELIVERIES = Rows.of("v", DeliveryUpdate.class);
    private static final Rows<State> STATES = Rows.of("v", State.class);
    private static final Rows<DeliveryEvent> EVENTS = Rows.of("v", DeliveryEvent.class);

    private final JdbcClient jdbc;
    private final DeliveryMeters meters;

    NoticeStore(JdbcClient jdbc, DeliveryMeters meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /** Locks notices about which nothing has to be known. */
    void hold(Collection<UUID> ids) {
        jdbc.sql("select id from notice where id = any(cast(:ids as uuid[])) order by id for update")
                .param("ids", Rows.ids(ids))
                .query(row -> {});
    }

    Optional<Notice> lock(UUID id) {
        return load("where id = any(cast(:ids as uuid[])) order by id for update", List.of(id)).stream()
                .findFirst();
    }

    /** Locks the notices of deliveries; those at which somebody else is are left out. */
    List<Notice> tryLockOf(Collection<UUID> deliveries) {
        return load(OF_DELIVERIES + " for update skip locked", deliveries);
    }

    /** Locks the notices of deliveries. */
    List<Notice> lockOf(Collection<UUID> deliveries) {
        return load(OF_DELIVERIES + " for update", deliveries);
    }

    /** Locks the notices of attempts; those at which somebody else is are left out. */
    List<Notice> tryLockOfAttempts(Collection<UUID> attempts) {
        return load(OF_ATTEMPTS + " for update skip locked", attempts);
    }

    /** Locks the notices of attempts. */
    List<Notice> lockOfAttempts(Collection<UUID> attempts) {
        return load(OF_ATTEMPTS + " for update", attempts);
    }

    // As an array: else a plan that was made while the tables were small reads them whole.
    private static final String OF_ATTEMPTS = "where id = any(array(select (select notice_id from delivery where id ="
            + " attempt.delivery_id) from attempt where id = any(cast(:ids as uuid[])))) order by id";

    private static final String OF_DELIVERIES =
            "where id = any(array(select notice_id from delivery where id = any(cast(:ids as uuid[])))) order by id";

    /** Locks what may still be sent, or asked a person for: a command comes either before that or after it. */
    List<Notice> lockUnfinished(UUID consultation) {
        return load(
                "where consultation_id = any(cast(:ids as uuid[])) and (state in ('OPEN', 'UNREACHED') or exists"
                        + " (select 1 from delivery where notice_id = notice.id and delivery.state in ('PENDING', 'WAITING')))"
                        + " order by id for update",
                List.of(consultation));
    }

    private List<Notice> load(String which, Collection<UUID> ids) {
        Map<UUID, Notice> notices = new LinkedHashMap<>();
        jdbc.sql("select " + NOTICE + " from notice " + which)
                .param("ids", Rows.ids(ids))
                .query(NoticeStore::notice)
                .list()
                .forEach(notice -> notices.put(notice.id(), notice));
        if (!notices.isEmpty()) {
            // read after the lock was had: only now nobody else changes them
            jdbc.sql("select " + DELIVERY + " from delivery where notice_id = any(cast(:ids as uuid[]))"
                            + " order by chain, position")
                    .param("ids", Rows.ids(notices.keySet()))
                    .query((row, number) -> delivery(row, notices))
                    .list()
                    .forEach(delivery -> delivery.notice().deliveries().add(delivery));
        }
        return List.copyOf(notices.values());
    }

    /** Writes what was changed: deliveries, notices, and what happened. */
    void save(Collection<Notice> notices) {
        meters.changed(notices);
        List<DeliveryUpdate> deliveries = notices.stream()
                .flatMap(notice -> notice.deliveries().stream())
                .filter(Delivery::isChanged)
                .map(Delivery::row)
                .toList();
        if (!deliveries.isEmpty()) {
            jdbc.sql(
                            """
                            update delivery d set state = v.state, reason = v.reason, due_at = v.due_at,
                                not_before = v.not_before, silent_at = v.silent_at, answered_at = v.answered_at,
                                tries = v.tries, attempt_id = v.attempt_id, provider_status = v.provider_status,
                                error_code = v.error_code, detail = v.detail, waits_for_provider = v.waits_for_provider
                            from %s
                            where d.id = v.id and d.id = any(cast(:ids as uuid[]))"""
                                    .formatted(DELIVERIES.from()))
                    .params(DELIVERIES.values(deliveries))
                    .param(
                            "ids",
                            Rows.ids(deliveries.stream().map(DeliveryUpdate::id).toList()))
                    .update();
        }
        List<State> states = notices.stream()
                .filter(Notice::isChanged)
                .map(notice -> new State(notice.id(), notice.state(), notice.reason()))
                .toList();
        if (!states.isEmpty()) {
            jdbc.sql("update notice n set state = v.state, reason = v.reason"
                            + " from " + STATES.from()
                            + " where n.id = v.id and n.id = any(cast(:ids as uuid[]))")
                    .params(STATES.values(states))
                    .param("ids", Rows.ids(states.stream().map(State::id).toList()))
                    .update();
        }
        List<DeliveryEvent> events =
                notices.stream().flatMap(notice -> notice.events().stream()).toList();
        if (!events.isEmpty()) {
            jdbc.sql(
                            """
                            insert into delivery_event (delivery_id, happened_at, attempt, event, provider_status,
                                error_code, detail)
                            select delivery_id, happened_at, attempt, event, provider_status, error_code, detail
                            from %s"""
                                    .formatted(EVENTS.from()))
                    .params(EVENTS.values(events))
                    .update();
        }
    }

    private record State(UUID id, NoticeState state, String reason) {}

    void callRequested(UUID notice, Instant now) {
        jdbc.sql("update notice set state = 'CALL_REQUESTED', call_requested_at = :now where id = :id")
                .param("now", utc(now))
                .param("id", notice)
                .update();
    }

    /** The next try to ask a person comes after a second, then twice as much each time, up to a minute of real time. */
    void postponeCall(UUID notice, Instant realNow) {
        jdbc.sql(
                        """
                        update notice set call_tries = least(call_tries + 1, 7),
                            call_not_before = :now + least(interval '1 second' * power(2, call_tries), interval '1 minute')
                        where id = :id""")
                .param("now", utc(realNow))
                .param("id", notice)
                .update();
    }

    /** What waited for a provider is due now. */
    void wakeWaiting(Instant now) {
        jdbc.sql("update delivery set due_at = :now where waits_for_provider and state = 'PENDING' and due_at > :now")
                .param("now", utc(now))
                .update();
    }

    /** Nothing could be done about a delivery, its notice included: the others have their turn first. */
    void pause(UUID delivery, Instant notBefore) {
        jdbc.sql("update delivery set not_before = :notBefore where id = :id")
                .param("notBefore", utc(notBefore))
                .param("id", delivery)
                .update();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        java.sql.Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        return new Notice(
                row.getObject("id", UUID.class),
                new NoticeKey(
                        row.getObject("consultation_id", UUID.class),
                        row.getString("kind"),
                        row.getInt("schedule_revision"),
                        row.getString("audience"),
                        row.getInt("occurrence")),
                NoticeState.valueOf(row.getString("state")),
                row.getString("reason"),
                instant(row, "deadline"),
                row.getBoolean("call_if_unreached"));
    }

    private static Delivery delivery(ResultSet row, Map<UUID, Notice> notices) throws SQLException {
        DeliveryColumns columns = new DeliveryColumns();
        columns.state = DeliveryState.valueOf(row.getString("state"));
        columns.reason = row.getString("reason");
        columns.dueAt = instant(row, "due_at");
        columns.notBefore = instant(row, "not_before");
        columns.silentAt = instant(row, "silent_at");
        columns.answeredAt = instant(row, "answered_at");
        columns.tries = row.getInt("tries");
        columns.attemptId = row.getObject("attempt_id", UUID.class);
        columns.providerStatus = row.getString("provider_status");
        columns.errorCode = row.getObject("error_code", Integer.class);
        columns.detail = row.getString("detail");
        columns.waitsForProvider = row.getBoolean("waits_for_provider");
        return new Delivery(
                notices.get(row.getObject("notice_id", UUID.class)),
                row.getObject("id", UUID.class),
                row.getInt("chain"),
                row.getInt("position"),
                row.getString("channel"),
                instant(row, "deadline"),
                columns);
    }
}
