package org.consultflow.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static org.consultflow.delivery.DeliveryStore.utc;

/** What is due: the questions that are asked again and again, so that nothing depends on having been told. */
@Repository
class DueDeliveries {

    private final JdbcClient jdbc;

    DueDeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Due, and what overtakes a message in the making waits for it. */
    private static final String DUE =
            """
            state = 'PENDING' and due_at <= :now and (not_before is null or not_before <= :realNow)
            and not exists (select 1 from delivery other
              where other.consultation_id = d.consultation_id and other.audience = d.audience
                and other.notice_id <> d.notice_id and other.state = 'SENDING')
            """;

    /** Deliveries to be sent now, the earliest deadline still ahead first; what is too late comes last. */
    List<UUID> toSend(Instant now, Instant realNow, int limit) {
        // two questions, because each can be answered in the order of the index
        List<UUID> found = new ArrayList<>(toSend("deadline > :now", now, realNow, limit));
        if (found.size() < limit) {
            found.addAll(toSend("deadline <= :now", now, realNow, limit - found.size()));
        }
        return found;
    }

    private List<UUID> toSend(String which, Instant now, Instant realNow, int limit) {
        return jdbc.sql("select id from delivery d where " + which + " and " + DUE
                        + " order by deadline, due_at limit :limit")
                .param("now", utc(now))
                .param("realNow", utc(realNow))
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** Whether a delivery that was found a moment ago is still to be sent now. */
    boolean isToSend(UUID id, Instant now, Instant realNow) {
        return jdbc.sql("select exists (select 1 from delivery d where id = :id and " + DUE + ")")
                .param("id", id)
                .param("now", utc(now))
                .param("realNow", utc(realNow))
                .query(Boolean.class)
                .single();
    }

    List<UUID> silent(Instant now, Instant heardBefore) {
        return jdbc.sql("select id from delivery where " + SILENT + " order by silent_at limit 100")
                .param("now", utc(now))
                .param("heardBefore", utc(heardBefore))
                .query(UUID.class)
                .list();
    }

    private static final String SILENT = "state in ('SENT', 'UNKNOWN') and silent_at <= :now"
            + " and (answered_at is null or answered_at <= :heardBefore)";

    boolean isSilent(UUID id, Instant now, Instant heardBefore) {
        return jdbc.sql("select exists (select 1 from delivery where id = :id and " + SILENT + ")")
                .param("id", id)
                .param("now", utc(now))
                .param("heardBefore", utc(heardBefore))
                .query(Boolean.class)
                .single();
    }

    List<UUID> calls() {
        return jdbc.sql(
                        "select id from notice where state in ('UNREACHED', 'CALL_OBSOLETE') order by deadline limit 100")
                .query(UUID.class)
                .list();
    }

    /** Why a call is asked for: a state and the provider's code, or a reason. */
    String callReason(UUID notice) {
        return jdbc.sql("select reason from notice where id = :id")
                .param("id", notice)
                .query(String.class)
                .single();
    }

    /** The earliest moment at which something falls due; what is due already is past. */
    Optional<Instant> next() {
        return jdbc
                .sql(
                        """
                        select least(
                          (select min(due_at) from delivery where state = 'PENDING'),
                          (select min(silent_at) from delivery where state in ('SENT', 'UNKNOWN'))) as next""")
                .query((row, number) -> DeliveryStore.instant(row, "next"))
                .list()
                .stream()
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    /** Whether something is due, under way, unknown or to be worked off. */
    boolean busy(Instant now) {
        return jdbc.sql(
                        """
                        select exists (select 1 from delivery where state = 'PENDING' and due_at <= :now)
                            or exists (select 1 from delivery where state = 'SENDING')
                            or exists (select 1 from delivery where state in ('SENT', 'UNKNOWN') and silent_at <= :now)
                            or exists (select 1 from delivery d join attempt a on a.id = d.attempt_id
                                where d.state = 'UNKNOWN' and a.look_at is not null)
                            or exists (select 1 from notice where state in ('UNREACHED', 'CALL_OBSOLETE'))""")
                .param("now", utc(now))
                .query(Boolean.class)
                .single();
    }
}
