package org.consultflow.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.consultflow.delivery.NoticeStore.instant;
import static org.consultflow.delivery.NoticeStore.utc;

/**
 * What ops have stopped for a time. A pause acts where messages are taken in hand: what was requested stays requested and is
 * held. Every node obeys it from its next look at what is due, within a second.
 */
@Repository
public class Pauses {

    private static final String IN_FORCE = " from pause where ended_at is null and until > :now";

    private final JdbcClient jdbc;
    private final Hint hint;
    private final Clock clock;
    private volatile boolean any;

    Pauses(JdbcClient jdbc, Hint hint, Clock clock) {
        this.jdbc = jdbc;
        this.hint = hint;
        this.clock = clock;
    }

    /**
     * Starts a pause, in the caller's transaction.
     *
     * @param kind null: of any kind
     * @param channel null: on any channel
     * @param providerId null: of any provider's consultations
     * @param providerReference of the same provider
     * @param until by the adjustable clock; after now
     * @param startedBy as in the audit
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Pause start(
            String kind,
            String channel,
            UUID providerId,
            String providerReference,
            Instant until,
            String reason,
            String startedBy) {
        Pause pause = new Pause(
                UUID.randomUUID(),
                kind,
                channel,
                providerId,
                providerReference,
                clock.instant(),
                until,
                reason,
                startedBy,
                0);
        jdbc.sql(
                        """
                        insert into pause (id, kind, channel, provider_id, provider_reference, started_at, until, reason,
                            started_by)
                        values (:id, :kind, :channel, :provider, :reference, :now, :until, :reason, :by)""")
                .param("id", pause.id())
                .param("kind", kind)
                .param("channel", channel)
                .param("provider", providerId)
                .param("reference", providerReference)
                .param("now", utc(pause.startedAt()))
                .param("until", utc(until))
                .param("reason", reason)
                .param("by", startedBy)
                .update();
        // nobody is going to end these any more
        jdbc.sql("delete from held_delivery h using pause p where p.id = h.pause_id and p.until <= :now")
                .param("now", utc(pause.startedAt()))
                .update();
        afterCommit(() -> seen(true));
        return pause;
    }

    /** Those in force, the first to end first. */
    @Transactional(readOnly = true)
    public List<Pause> inForce() {
        return jdbc.sql(
                        """
                        select pause.*, (select count(*) from held_delivery h join delivery d on d.id = h.delivery_id
                            where h.pause_id = pause.id and d.state = 'PENDING' and d.due_at > :now) as held"""
                                + IN_FORCE + " order by until, id")
                .param("now", utc(clock.instant()))
                .query((row, number) -> pause(row, row.getLong("held")))
                .list();
    }

    /** Whether any is in force, as was just read with the question for what is due. */
    void seen(boolean inForce) {
        any = inForce;
    }

    /**
     * Those in force, none of which ends before this transaction does: what is held now is found by whoever ends its pause.
     * While there is none, the database is not asked.
     */
    List<Pause> lockInForce() {
        return !any
                ? List.of()
                : jdbc.sql("select *" + IN_FORCE + " order by id for share")
                        .param("now", utc(clock.instant()))
                        .query((row, number) -> pause(row, 0))
                        .list();
    }

    /**
     * Ends a pause before its time, in the caller's transaction. What it held is released right after, within a second.
     *
     * @return empty if there is none of this id in force
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Pause> end(UUID id, String endedBy) {
        Optional<Pause> ended = jdbc.sql("update pause set ended_at = :now, ended_by = :by"
                        + " where id = :id and ended_at is null and until > :now returning *")
                .param("now", utc(clock.instant()))
                .param("by", endedBy)
                .param("id", id)
                .query((row, number) -> pause(row, 0))
                .optional();
        afterCommit(() -> {});
        return ended;
    }

    private void afterCommit(Runnable first) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                first.run();
                hint.give();
            }
        });
    }

    private static Pause pause(ResultSet row, long held) throws SQLException {
        return new Pause(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("channel"),
                row.getObject("provider_id", UUID.class),
                row.getString("provider_reference"),
                instant(row, "started_at"),
                instant(row, "until"),
                row.getString("reason"),
                row.getString("started_by"),
                held);
    }
}
