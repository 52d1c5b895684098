package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

import org.consultflow.bulk.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static org.consultflow.delivery.NoticeStore.utc;

/**
 * Channels that are not tried for a number, because a provider said that nothing arrives there. Kept under the number's key,
 * not with a person, until it expires (by the adjustable clock) or something is heard from that number.
 */
@Repository
class GivenUp implements Arrivals {

    private static final Rows<Place> PLACES = Rows.of("v", Place.class);

    private final JdbcClient jdbc;
    private final Clock clock;

    GivenUp(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those of these places that are given up now. */
    Set<Place> among(Collection<Place> places) {
        if (places.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(jdbc.sql(
                        """
                        select g.channel, g.recipient_key from given_up g
                        join %s using (channel, recipient_key)
                        where g.until > :now"""
                                .formatted(PLACES.from()))
                .params(PLACES.values(places))
                .param("now", utc(clock.instant()))
                .query(Place.class)
                .set());
    }

    /** A channel at a number; its components are named as the columns. */
    record Place(String channel, String recipientKey) {}

    /** The number to which this attempt went is not tried on its channel for so long; the longer of two counts. */
    void giveUp(UUID attempt, Integer errorCode, Duration howLong) {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                        insert into given_up (channel, recipient_key, error_code, given_up_at, until)
                        select d.channel, a.recipient_key, :code, :now, :until
                        from attempt a join delivery d on d.id = a.delivery_id where a.id = :attempt
                        on conflict (channel, recipient_key) do update
                            set error_code = excluded.error_code, given_up_at = excluded.given_up_at, until = excluded.until
                            where excluded.until > given_up.until""")
                .param("code", errorCode)
                .param("now", utc(now))
                .param("until", utc(now.plus(howLong)))
                .param("attempt", attempt)
                .update();
    }

    /** Something arrived where these attempts went. */
    void arrived(Collection<UUID> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        delete from given_up g using attempt a, delivery d
                        where a.id = any(cast(:attempts as uuid[])) and d.id = a.delivery_id
                          and g.channel = d.channel and g.recipient_key = a.recipient_key""")
                .param("attempts", Rows.ids(attempts))
                .update();
    }

    @Override
    public void heardFrom(String channel, String addressKey) {
        jdbc.sql("delete from given_up where channel = :channel and recipient_key = :recipient")
                .param("channel", channel)
                .param("recipient", addressKey)
                .update();
    }
}
