package org.consultflow.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static org.consultflow.delivery.DeliveryStore.instant;
import static org.consultflow.delivery.DeliveryStore.utc;

/**
 * The rows of notices. Whoever changes a delivery holds the lock on its notice first: that makes the steps of side-by-side
 * chains, receipts and commands follow one another.
 */
@Repository
class NoticeStore {

    private static final String NOTICE = "id, consultation_id, kind, schedule_revision, audience, occurrence, state,"
            + " deadline, call_if_unreached";

    private final JdbcClient jdbc;

    NoticeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the new notice's id; empty if the notice is there already */
    Optional<UUID> insert(
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

    Optional<NoticeRow> lock(UUID id) {
        return jdbc.sql("select " + NOTICE + " from notice where id = :id for update")
                .param("id", id)
                .query(NoticeStore::notice)
                .optional();
    }

    /** Locks the notice of a delivery, unless somebody else is at it. */
    Optional<NoticeRow> tryLockOf(UUID delivery) {
        return jdbc.sql("select " + NOTICE + " from notice"
                        + " where id = (select notice_id from delivery where id = :id) for update skip locked")
                .param("id", delivery)
                .query(NoticeStore::notice)
                .optional();
    }

    Optional<NoticeRow> lockOf(UUID delivery) {
        return jdbc.sql("select " + NOTICE + " from notice"
                        + " where id = (select notice_id from delivery where id = :id) for update")
                .param("id", delivery)
                .query(NoticeStore::notice)
                .optional();
    }

    /** Locks what may still be sent, or asked a person for: a command comes either before that or after it. */
    List<NoticeRow> lockUnfinished(UUID consultation) {
        return jdbc.sql("select " + NOTICE + " from notice where consultation_id = :consultation"
                        + " and (state in ('OPEN', 'UNREACHED') or exists"
                        + " (select 1 from delivery where notice_id = notice.id and delivery.state in ('PENDING', 'WAITING')))"
                        + " order by id for update")
                .param("consultation", consultation)
                .query(NoticeStore::notice)
                .list();
    }

    void setState(UUID id, NoticeState state, String reason) {
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
}
