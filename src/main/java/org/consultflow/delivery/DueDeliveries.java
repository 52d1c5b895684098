package org.consultflow.delivery;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.consultflow.bulk.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static org.consultflow.delivery.NoticeStore.utc;

/** What is due: the questions that are asked again and again, so that nothing depends on having been told. */
@Repository
class DueDeliveries {

    private final JdbcClient jdbc;

    DueDeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Due, and what overtakes a message in the making waits for it: asked of each that is due, by its consultation. As "not
     * exists" it is a join with all that is being sent.
     */
    private static final String DUE =
            """
            phase = 'PENDING' and due_at <= :now and (not_before is null or not_before <= :realNow)
            and (select 1 from delivery other
              where other.consultation_id = d.consultation_id and other.audience = d.audience
                and other.notice_id <> d.notice_id and other.state = 'SENDING' limit 1) is null
            """;

    /** What there is to do, in one question: an idle node asks for nothing else. */
    Agenda agenda(Instant now, Instant realNow, Instant heardBefore) {
        // In the order in which everybody locks: notice, delivery, attempt. Each asks for the first in the order of its
        // index: for "exists" a plan that was made without the moment rather reads the whole table.
        return jdbc.sql("select (select deadline from notice where state in ('UNREACHED', 'CALL_OBSOLETE')"
                        + "   and (call_not_before is null or call_not_before <= :realNow)"
                        + "   order by deadline limit 1) is not null"
                        + " or (select silent_at from delivery where " + SILENT
                        + "   order by silent_at limit 1) is not null"
                        + " or (select lease_until from attempt where state = 'SENDING' and lease_until < :realNow"
                        + "   order by lease_until limit 1) is not null"
                        + " or (select look_at from attempt where state = 'UNKNOWN' and look_at <= :realNow"
                        + "   order by look_at limit 1) is not null"
                        + " or exists (" + RELEASABLE + ")"
                        + " as unheard, (" + CHANNELS + ") as channels,"
                        + " exists (select 1 from pause where ended_at is null and until > :now) as paused")
                .param("now", utc(now))
                .param("realNow", utc(realNow))
                .param("heardBefore", utc(heardBefore))
                .query((row, number) -> new Agenda(channels(row), row.getBoolean("unheard"), row.getBoolean("paused")))
                .single();
    }

    /** Held by a pause that somebody has ended. */
    private static final String RELEASABLE =
            "select 1 from held_delivery h join pause p on p.id = h.pause_id where p.ended_at is not null";

    /** By hops in the index, however many wait. */
    private static final String CHANNELS =
            """
            with recursive waiting as (
                (select channel from delivery where phase = 'PENDING' order by channel limit 1)
                union all
                select (select channel from delivery
                    where phase = 'PENDING' and channel > waiting.channel order by channel limit 1)
                from waiting where waiting.channel is not null)
            select array_agg(channel) from waiting where channel is not null""";

    /**
     * What there is to do.
     *
     * @param channels on which something waits to be sent
     * @param unheard whether somebody has to look after what nobody reports
     * @param paused whether anything is stopped by ops
     */
    record Agenda(List<String> channels, boolean unheard, boolean paused) {}

    /** The channels on which something waits to be sent. */
    List<String> channels() {
        return jdbc.sql("select (" + CHANNELS + ") as channels")
                .query((row, number) -> channels(row))
                .single();
    }

    private static List<String> channels(ResultSet row) throws SQLException {
        Array channels = row.getArray("channels");
        return channels == null ? List.of() : List.of((String[]) channels.getArray());
    }

    /** Deliveries of a channel to be sent now that are still of use, the earliest deadline first. */
    List<UUID> toSend(String channel, Instant now, Instant realNow, int limit) {
        return due("deadline > :now", channel, now, realNow, limit);
    }

    /** Deliveries of a channel whose deadline passed before they could be sent. */
    List<UUID> tooLate(String channel, Instant now, Instant realNow, int limit) {
        return due("deadline <= :now", channel, now, realNow, limit);
    }

    private List<UUID> due(String which, String channel, Instant now, Instant realNow, int limit) {
        return jdbc.sql("select id from delivery d where channel = :channel and " + which + " and " + DUE
                        + " order by deadline, due_at limit :limit")
                .param("channel", channel)
                .param("now", utc(now))
                .param("realNow", utc(realNow))
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** The whole queue of a channel, in the order in which it leaves. */
    List<Waiting> queue(String channel, Instant now, Instant realNow) {
        return jdbc.sql("select id, deadline, (select count(*) from delivery later where later.notice_id = d.notice_id"
                        + " and later.chain = d.chain and later.position > d.position) as behind"
                        + " from delivery d where channel = :channel and deadline > :now and " + DUE
                        + " order by deadline, due_at")
                .param("channel", channel)
                .param("now", utc(now))
                .param("realNow", utc(realNow))
                .query((row, number) -> new Waiting(
                        row.getObject("id", UUID.class), NoticeStore.instant(row, "deadline"), row.getInt("behind")))
                .list();
    }

    /**
     * A delivery in a queue.
     *
     * @param behind how many channels come after it in its chain
     */
    record Waiting(UUID id, Instant deadline, int behind) {}

    /** What is being sent for these notices' recipients at present. */
    Set<UnderWay> underWay(Collection<NoticeKey> notices) {
        return Set.copyOf(jdbc.sql("select distinct consultation_id, audience, notice_id from delivery"
                        + " where state = 'SENDING' and consultation_id = any(cast(:ids as uuid[]))")
                .param(
                        "ids",
                        Rows.ids(notices.stream().map(NoticeKey::consultationId).toList()))
                .query((row, number) -> new UnderWay(
                        row.getObject("consultation_id", UUID.class),
                        row.getString("audience"),
                        row.getObject("notice_id", UUID.class)))
                .list());
    }

    /** A notice of which a message is in the making. */
    record UnderWay(UUID consultation, String audience, UUID notice) {

        static UnderWay of(Notice notice) {
            return new UnderWay(notice.key().consultationId(), notice.key().audience(), notice.id());
        }

        /** Of two notices to the same recipient, the one that comes later waits. */
        boolean waitsFor(UnderWay other) {
            return consultation.equals(other.consultation)
                    && audience.equals(other.audience)
                    && !notice.equals(other.notice);
        }
    }

    List<UUID> silent(Instant now, Instant heardBefore) {
        return jdbc.sql("select id from delivery where " + SILENT + " order by silent_at limit 100")
                .param("now", utc(now))
                .param("heardBefore", utc(heardBefore))
                .query(UUID.class)
                .list();
    }

    private static final String HANDED_OVER = "phase in ('UNDER_WAY', 'UNKNOWN') and state <> 'SENDING'";

    private static final String SILENT =
            HANDED_OVER + " and silent_at <= :now and (answered_at is null or answered_at <= :heardBefore)";

    List<UUID> calls(Instant realNow) {
        return jdbc.sql(
                        """
                        select id from notice where state in ('UNREACHED', 'CALL_OBSOLETE')
                        and (call_not_before is null or call_not_before <= :realNow) order by deadline limit 100""")
                .param("realNow", utc(realNow))
                .query(UUID.class)
                .list();
    }

    /** The earliest moment at which something falls due; what is due already is past. */
    Optional<Instant> next() {
        return jdbc
                .sql(
                        """
                        select least(
                          (select min(due_at) from delivery where phase = 'PENDING'),
                          (select min(silent_at) from delivery where %s)) as next"""
                                .formatted(HANDED_OVER))
                .query((row, number) -> NoticeStore.instant(row, "next"))
                .list()
                .stream()
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    /** Whether something is due, under way, unknown or to be worked off. */
    boolean busy(Instant now) {
        return jdbc.sql(
                        """
                        select exists (select 1 from delivery where phase = 'PENDING' and due_at <= :now)
                            or exists (select 1 from attempt where state = 'SENDING')
                            or exists (select 1 from delivery where %s and silent_at <= :now)
                            or exists (select 1 from delivery d join attempt a on a.id = d.attempt_id
                                where d.phase = 'UNKNOWN' and a.look_at is not null)
                            or exists (select 1 from notice where state in ('UNREACHED', 'CALL_OBSOLETE'))
                            or exists (%s)"""
                                .formatted(HANDED_OVER, RELEASABLE))
                .param("now", utc(now))
                .query(Boolean.class)
                .single();
    }
}
