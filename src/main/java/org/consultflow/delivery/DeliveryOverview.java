package org.consultflow.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static org.consultflow.delivery.NoticeStore.instant;
import static org.consultflow.delivery.NoticeStore.utc;

/** How deliveries stand as a whole. Each question is answered from an index, not from a whole table. */
@Repository
public class DeliveryOverview {

    /** What is due is sent within seconds: after this it is late. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Circuits circuits;
    private final Clock clock;

    DeliveryOverview(JdbcClient jdbc, Circuits circuits, Clock clock) {
        this.jdbc = jdbc;
        this.circuits = circuits;
        this.clock = clock;
    }

    /** What should have been sent a minute ago or earlier, the nearest deadline first. */
    public List<Concern> overdue(int most) {
        return jdbc.sql(
                        """
                        select consultation_id, kind, audience, channel, due_at as at, deadline,
                            case when waits_for_provider then 'waits-for-provider' end as reason
                        from delivery where phase = 'PENDING' and due_at < :late
                        order by deadline limit :most""")
                .param("late", utc(clock.instant().minus(LATE)))
                .param("most", most)
                .query(DeliveryOverview::concern)
                .list();
    }

    /** What no channel brought to its audience and still matters, the nearest deadline first. */
    public List<Concern> undeliverable(int most) {
        return jdbc.sql(
                        """
                        select consultation_id, kind, audience, null as channel,
                            coalesce(call_requested_at, requested_at) as at, deadline, reason
                        from notice where state in ('UNREACHED', 'CALL_REQUESTED') and deadline > :now
                        order by deadline limit :most""")
                .param("now", utc(clock.instant()))
                .param("most", most)
                .query(DeliveryOverview::concern)
                .list();
    }

    /** The circuits of this node that are not closed, by provider or account, with the reason. */
    public SortedMap<String, String> openCircuits() {
        return circuits.troubles();
    }

    /** What became of what was requested within the last hour and the last day, by channel. */
    public List<Rate> rates() {
        Instant now = clock.instant();
        return jdbc.sql(
                        """
                        select channel,
                            count(*) filter (where arrived) as day_arrived, count(*) filter (where lost) as day_lost,
                            count(*) filter (where arrived and recent) as hour_arrived,
                            count(*) filter (where lost and recent) as hour_lost
                        from (select channel, state in ('DELIVERED', 'UNCONFIRMED') as arrived,
                                state in ('FAILED', 'SILENT') as lost, requested_at >= :hour as recent
                            from delivery where requested_at >= :day) requested
                        group by channel order by channel""")
                .param("hour", utc(now.minus(Duration.ofHours(1))))
                .param("day", utc(now.minus(Duration.ofDays(1))))
                .query((row, number) -> new Rate(
                        row.getString("channel"),
                        row.getLong("hour_arrived"),
                        row.getLong("hour_lost"),
                        row.getLong("day_arrived"),
                        row.getLong("day_lost")))
                .list();
    }

    /**
     * How many messages of some kinds were sent, and what became of them.
     *
     * @param kinds names of kinds
     * @param within requested so long ago at most
     */
    public List<KindCount> byKind(Collection<String> kinds, Duration within) {
        if (kinds.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        select kind, audience,
                            count(distinct notice_id) filter (where tries > 0) as sent,
                            count(distinct notice_id) filter (where state in ('DELIVERED', 'UNCONFIRMED')) as delivered,
                            count(distinct notice_id) filter (where position > 0 and tries > 0) as fallen_back
                        from delivery where kind in (:kinds) and requested_at >= :since
                        group by kind, audience order by kind, audience""")
                .param("kinds", kinds)
                .param("since", utc(clock.instant().minus(within)))
                .query(KindCount.class)
                .list();
    }

    private static Concern concern(ResultSet row, int number) throws SQLException {
        return new Concern(
                row.getObject("consultation_id", UUID.class),
                row.getString("kind"),
                row.getString("audience"),
                row.getString("channel"),
                instant(row, "at"),
                instant(row, "deadline"),
                row.getString("reason"));
    }

    /**
     * A message that ops should look at. Without contact data.
     *
     * @param channel null if it is about all of them
     * @param at since when, by the adjustable clock
     * @param deadline until when it is of use
     * @param reason a code word, or null
     */
    public record Concern(
            UUID consultationId,
            String kind,
            String audience,
            String channel,
            Instant at,
            Instant deadline,
            String reason) {}

    /** What arrived on a channel and what did not, of what was requested within the last hour and the last day. */
    public record Rate(String channel, long hourArrived, long hourLost, long dayArrived, long dayLost) {}

    /** How many messages of a kind left, arrived, and needed another channel than their first. */
    public record KindCount(String kind, String audience, long sent, long delivered, long fallenBack) {}
}
