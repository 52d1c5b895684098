package org.consultflow.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of notices and deliveries. Whoever changes a delivery holds the lock on its notice first: that makes the steps
 * of side-by-side chains, receipts and commands follow one another.
 */
@Repository
class DeliveryStore {

    private static final String NOTICE = "id, consultation_id, kind, schedule_revision, audience, occurrence, state,"
            + " deadline, call_if_unreached";
    private static final String DELIVERY =
            "id, notice_id, chain, position, channel, state, reason, due_at, deadline, tries,"
                    + " attempt_id, provider_status, error_code";

    private final JdbcClient jdbc;

    DeliveryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the new notice's id; empty if the notice is there already */
    Optional<UUID> insertNotice(
            NoticeKey key,
            NoticeState state,
            SuppressionReason reason,
            Instant now,
            Instant deadline,
            boolean callIfUnreached) {
        return jdbc.sql(
                        """
                        insert into notice (id, consultation_id, kind, schedule_revision, audience, occurrence, state,
                            reason, requested_at, due_at, deadline, call_if_unreached)
                        values (:id, :consultation, :kind, :revision, :audience, :occurrence, :state, :reason, :now, :now,
                            :deadline, :call)
                        on conflict (consultation_id, kind, schedule_revision, audience, occurrence) do nothing
                        returning id""")
                .param("id", UUID.randomUUID())
                .param("consultation", key.consultationId())
                .param("kind", key.kind())
                .param("revision", key.scheduleRevision())
                .param("audience", key.audience())
                .param("occurrence", key.occurrence())
                .param("state", state.name())
                .param("reason", reason == null ? null : reason.name())
                .param("now", utc(now))
                .param("deadline", utc(deadline))
                .param("call", callIfUnreached)
                .query(UUID.class)
                .optional();
    }

    void insertDelivery(
            UUID notice,
            NoticeKey key,
            int chain,
            int position,
            String channel,
            DeliveryState state,
            Instant now,
            Instant deadline) {
        jdbc.sql(
                        """
                        insert into delivery (id, notice_id, consultation_id, audience, chain, position, channel, state,
                            due_at, deadline)
                        values (:id, :notice, :consultation, :audience, :chain, :position, :channel, :state, :now,
                            :deadline)""")
                .param("id", UUID.randomUUID())
                .param("notice", notice)
                .param("consultation", key.consultationId())
                .param("audience", key.audience())
                .param("chain", chain)
                .param("position", position)
                .param("channel", channel)
                .param("state", state.name())
                .param("now", utc(now))
                .param("deadline", utc(deadline))
                .update();
    }

    Optional<NoticeRow> lockNotice(UUID id) {
        return jdbc.sql("select " + NOTICE + " from notice where id = :id for update")
                .param("id", id)
                .query(DeliveryStore::notice)
                .optional();
    }

    /** Locks the notice of a delivery, unless somebody else is at it. */
    Optional<NoticeRow> tryLockNoticeOf(UUID delivery) {
        return jdbc.sql("select " + NOTICE + " from notice"
                        + " where id = (select notice_id from delivery where id = :id) for update skip locked")
                .param("id", delivery)
                .query(DeliveryStore::notice)
                .optional();
    }

    Optional<NoticeRow> lockNoticeOf(UUID delivery) {
        return jdbc.sql("select " + NOTICE + " from notice"
                        + " where id = (select notice_id from delivery where id = :id) for update")
                .param("id", delivery)
                .query(DeliveryStore::notice)
                .optional();
    }

    /** Locks what may still be sent, or asked a person for: a command comes either before that or after it. */
    List<NoticeRow> lockUnfinishedNotices(UUID consultation) {
        return jdbc.sql("select " + NOTICE + " from notice where consultation_id = :consultation"
                        + " and (state in ('OPEN', 'UNREACHED') or exists"
                        + " (select 1 from delivery where notice_id = notice.id and delivery.state in ('PENDING', 'WAITING')))"
                        + " order by id for update")
                .param("consultation", consultation)
                .query(DeliveryStore::notice)
                .list();
    }

    List<DeliveryRow> deliveriesOf(UUID notice) {
        return jdbc.sql("select " + DELIVERY + " from delivery where notice_id = :notice order by chain, position")
                .param("notice", notice)
                .query(DeliveryStore::delivery)
                .list();
    }

    DeliveryRow delivery(UUID id) {
        return jdbc.sql("select " + DELIVERY + " from delivery where id = :id")
                .param("id", id)
                .query(DeliveryStore::delivery)
                .single();
    }

    void setNoticeState(UUID id, NoticeState state, String reason) {
        jdbc.sql("update notice set state = :state, reason = coalesce(:reason, reason) where id = :id")
                .param("state", state.name())
                .param("reason", reason)
                .param("id", id)
                .update();
    }

    void callRequested(UUID notice, Instant now) {
        jdbc.sql("update notice set state = 'CALL_REQUESTED', call_requested_at = :now where id = :id")
                .param("now", utc(now))
                .param("id", notice)
                .update();
    }

    void suppress(UUID delivery, SuppressionReason reason, Instant now) {
        jdbc.sql("update delivery set state = 'SUPPRESSED', reason = :reason where id = :id")
                .param("reason", reason.name())
                .param("id", delivery)
                .update();
        event(delivery, null, "suppressed", null, reason.word(), now);
    }

    /** The next try may start at once, or after a pause of real time. */
    void makePending(UUID delivery, Instant dueAt, Instant notBefore) {
        jdbc.sql(
                        """
                        update delivery set state = 'PENDING', not_before = :notBefore, silent_at = null,
                            due_at = coalesce(:dueAt, due_at)
                        where id = :id""")
                .param("notBefore", utc(notBefore))
                .param("dueAt", utc(dueAt))
                .param("id", delivery)
                .update();
    }

    void pause(UUID delivery, Instant notBefore) {
        jdbc.sql("update delivery set not_before = :notBefore where id = :id")
                .param("notBefore", utc(notBefore))
                .param("id", delivery)
                .update();
    }

    void startSending(UUID delivery, UUID attempt, Instant silentAt) {
        jdbc.sql(
                        """
                        update delivery set state = 'SENDING', attempt_id = :attempt, tries = tries + 1,
                            silent_at = :silentAt, answered_at = null, provider_status = null, error_code = null, detail = null
                        where id = :id""")
                .param("attempt", attempt)
                .param("silentAt", utc(silentAt))
                .param("id", delivery)
                .update();
    }

    void setState(UUID delivery, DeliveryState state) {
        jdbc.sql("update delivery set state = :state where id = :id")
                .param("state", state.name())
                .param("id", delivery)
                .update();
    }

    /** Writes what the provider said; what is null stays. */
    void setAnswer(UUID delivery, Instant answeredAt, ReceiptStatus status, Integer errorCode, String detail) {
        jdbc.sql(
                        """
                        update delivery set answered_at = coalesce(answered_at, :answered),
                            provider_status = coalesce(:status, provider_status),
                            error_code = coalesce(:code, error_code), detail = coalesce(:detail, detail)
                        where id = :id""")
                .param("answered", utc(answeredAt))
                .param("status", status == null ? null : status.word())
                .param("code", errorCode)
                .param("detail", detail)
                .param("id", delivery)
                .update();
    }

    void event(UUID delivery, Integer attempt, String event, Integer errorCode, String detail, Instant now) {
        event(delivery, attempt, event, null, errorCode, detail, now);
    }

    /** The provider said where an attempt stands. */
    void event(UUID delivery, int attempt, ReceiptStatus status, Integer errorCode, String detail, Instant now) {
        event(delivery, attempt, status.word(), status, errorCode, detail, now);
    }

    private void event(
            UUID delivery,
            Integer attempt,
            String event,
            ReceiptStatus status,
            Integer errorCode,
            String detail,
            Instant now) {
        jdbc.sql(
                        """
                        insert into delivery_event (delivery_id, happened_at, attempt, event, provider_status,
                            error_code, detail)
                        values (:id, :now, :attempt, :event, :status, :code, :detail)""")
                .param("id", delivery)
                .param("now", utc(now))
                .param("attempt", attempt)
                .param("event", event)
                .param("status", status == null ? null : status.word())
                .param("code", errorCode)
                .param("detail", detail)
                .update();
    }

    static java.time.OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        java.sql.Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    static NoticeRow notice(ResultSet row, int number) throws SQLException {
        return new NoticeRow(
                row.getObject("id", UUID.class),
                new NoticeKey(
                        row.getObject("consultation_id", UUID.class),
                        row.getString("kind"),
                        row.getInt("schedule_revision"),
                        row.getString("audience"),
                        row.getInt("occurrence")),
                NoticeState.valueOf(row.getString("state")),
                instant(row, "deadline"),
                row.getBoolean("call_if_unreached"));
    }

    private static DeliveryRow delivery(ResultSet row, int number) throws SQLException {
        return new DeliveryRow(
                row.getObject("id", UUID.class),
                row.getObject("notice_id", UUID.class),
                row.getInt("chain"),
                row.getInt("position"),
                row.getString("channel"),
                DeliveryState.valueOf(row.getString("state")),
                row.getString("reason"),
                instant(row, "due_at"),
                instant(row, "deadline"),
                row.getInt("tries"),
                row.getObject("attempt_id", UUID.class),
                row.getString("provider_status"),
                row.getObject("error_code", Integer.class));
    }
}
