package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.consultflow.time.RealTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static org.consultflow.delivery.NoticeStore.utc;

/**
 * How fast each sender may send, across all nodes: the generic cell rate algorithm (ITU-T I.371) in one row for each sender.
 * {@code free_at} is the moment from which the next message may leave; each message moves it on by the time that one message
 * takes. A permit is taken in the transaction that claims the delivery, as the last thing in it: what is not sent takes none,
 * and the row is locked for no longer than the commit. A sender without a rate has no row until it is told to slow down.
 */
@Component
class Pace {

    /** Time that was not used and may be made up for; covers the pause between two questions for what is due. */
    private static final Duration CREDIT = Duration.ofMillis(500);

    private static final int LONGEST_PAUSE_STRIKES = 7;

    private final JdbcClient jdbc;
    private final Clock realTime;

    Pace(JdbcClient jdbc, @RealTime Clock realTime) {
        this.jdbc = jdbc;
        this.realTime = realTime;
    }

    /**
     * How many messages may leave now.
     *
     * @param perSecond the sender's rate; 0 = no limit
     */
    int free(String sender, double perSecond) {
        Instant now = realTime.instant();
        Instant from = freeAt(sender);
        if (from.isAfter(now)) {
            return 0;
        }
        if (perSecond == 0) {
            return Integer.MAX_VALUE;
        }
        Instant earliest = now.minus(CREDIT);
        Duration unused = Duration.between(from.isBefore(earliest) ? earliest : from, now);
        return 1 + (int) (unused.toNanos() / interval(perSecond).toNanos());
    }

    /** From when on the next message may leave; a moment long past if nothing is known of the sender. */
    Instant freeAt(String sender) {
        return jdbc.sql("select greatest(free_at, paused_until) as free from sender_pace where sender = :sender")
                .param("sender", sender)
                .query((row, number) -> NoticeStore.instant(row, "free"))
                .optional()
                .orElse(Instant.EPOCH);
    }

    /** The time that one message takes; zero without a limit. */
    static Duration interval(double perSecond) {
        return perSecond == 0 ? Duration.ZERO : Duration.ofNanos((long) (1_000_000_000 / perSecond));
    }

    /**
     * Takes permits, in the caller's transaction: a rollback gives them back.
     *
     * @return false if fewer are free; then none is taken
     */
    boolean take(String sender, double perSecond, int permits) {
        Instant now = realTime.instant();
        if (perSecond == 0) {
            return !freeAt(sender).isAfter(now);
        }
        Instant credited = now.minus(CREDIT);
        Duration before = interval(perSecond).multipliedBy(permits - 1L);
        return jdbc.sql(
                                """
                        insert into sender_pace (sender, free_at)
                        select :sender, :credited + make_interval(secs => :all) where :credited + make_interval(secs => :before) <= :now
                        on conflict (sender) do update
                        set free_at = greatest(sender_pace.free_at, :credited) + make_interval(secs => :all)
                        where greatest(sender_pace.free_at, :credited) + make_interval(secs => :before) <= :now
                          and (sender_pace.paused_until is null or sender_pace.paused_until <= :now)""")
                        .param("sender", sender)
                        .param("now", utc(now))
                        .param("credited", utc(credited))
                        .param("before", before.toNanos() / 1e9)
                        .param("all", before.plus(interval(perSecond)).toNanos() / 1e9)
                        .update()
                == 1;
    }

    /** Gives back permits that the caller's transaction has taken: nobody else can have taken any since. */
    void giveBack(String sender, double perSecond, int permits) {
        if (perSecond == 0) {
            return;
        }
        jdbc.sql("update sender_pace set free_at = free_at - make_interval(secs => :unused) where sender = :sender")
                .param("sender", sender)
                .param("unused", interval(perSecond).multipliedBy(permits).toNanos() / 1e9)
                .update();
    }

    /**
     * The provider said "too fast": the sender of this attempt pauses as a whole, for a second at first. If nothing got through
     * since the last pause, which is less than a minute ago, it pauses twice as long as then, up to 64 s; a sender of whose
     * messages some are taken goes on. Calls that were under way at the same time say it once.
     */
    void slowDown(UUID attempt) {
        jdbc.sql(
                        """
                        insert into sender_pace (sender, free_at, paused_until, strikes)
                        select sender, :now, :now + interval '1 second', 1 from attempt where id = :attempt
                        on conflict (sender) do update set (strikes, paused_until) = (
                            select strike, :now + interval '1 second' * power(2, strike - 1)
                            from (select case when sender_pace.paused_until > :now - interval '1 minute'
                                    and not exists (select 1 from attempt a where a.sender = sender_pace.sender
                                        and a.claimed_at >= sender_pace.paused_until and a.state = 'ACCEPTED')
                                then least(sender_pace.strikes + 1, :most) else 1 end as strike) next)
                        where sender_pace.paused_until is null or sender_pace.paused_until <= :now""")
                .param("attempt", attempt)
                .param("now", utc(realTime.instant()))
                .param("most", LONGEST_PAUSE_STRIKES)
                .update();
    }
}
