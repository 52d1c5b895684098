package org.consultflow.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of deliveries; whoever changes one holds the lock on its notice, see {@link NoticeStore}. */
@Repository
class DeliveryStore {

    private static final String DELIVERY =
            "id, notice_id, chain, position, channel, state, reason, due_at, deadline, tries,"
                    + " attempt_id, provider_status, error_code";

    private final JdbcClient jdbc;

    DeliveryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    void suppress(UUID delivery, SuppressionReason reason, Instant now) {
        jdbc.sql(
                        "update delivery set state = 'SUPPRESSED', reason = :reason, waits_for_provider = false where id = :id")
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
                            waits_for_provider = false,
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

    /** @return false if it was waiting already */
    boolean waitForProvider(UUID delivery, Instant dueAt) {
        boolean first =
                jdbc.sql("update delivery set waits_for_provider = true where id = :id and not waits_for_provider")
                                .param("id", delivery)
                                .update()
                        == 1;
        putOff(delivery, dueAt);
        return first;
    }

    /** What waited for a provider is due now. */
    void wakeWaiting(Instant now) {
        jdbc.sql("update delivery set due_at = :now where waits_for_provider and state = 'PENDING' and due_at > :now")
                .param("now", utc(now))
                .update();
    }

    /** It is due later, for it would disturb now; whether its provider is back does not matter then. */
    void defer(UUID delivery, Instant dueAt, Instant now) {
        jdbc.sql("update delivery set waits_for_provider = false where id = :id")
                .param("id", delivery)
                .update();
        putOff(delivery, dueAt);
        event(delivery, null, "deferred", null, "until " + dueAt, now);
    }

    private void putOff(UUID delivery, Instant dueAt) {
        jdbc.sql("update delivery set due_at = :dueAt where id = :id")
                .param("dueAt", utc(dueAt))
                .param("id", delivery)
                .update();
    }

    void startSending(UUID delivery, UUID attempt, Instant silentAt) {
        jdbc.sql(
                        """
                        update delivery set state = 'SENDING', attempt_id = :attempt, tries = tries + 1,
                            waits_for_provider = false,
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

    /**
     * The provider has it, even if it was to be sent again.
     *
     * @param silentAt when the next channel goes if nothing is heard; where that was settled before, it stays
     */
    void isSent(UUID delivery, Instant silentAt) {
        jdbc.sql(
                        """
                        update delivery set state = 'SENT', silent_at = coalesce(silent_at, :silentAt), not_before = null,
                            waits_for_provider = false
                        where id = :id""")
                .param("silentAt", utc(silentAt))
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
