package org.consultflow.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.consultflow.delivery.ProviderRecords.ProviderRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static org.consultflow.delivery.NoticeStore.utc;

/** What the attempts are made of and what they cost: columns of {@code attempt} that nothing else depends on. */
@Repository
class ChargeStore {

    private final JdbcClient jdbc;

    ChargeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes attempts whose price is to be asked for; of several nodes, one takes each. The next look is written at once;
     * after the last there is none.
     *
     * @param pause before the second look; each further one is five times as long
     */
    List<Unpriced> take(Instant realNow, int limit, Duration pause, int mostLooks) {
        // as an array they are found by their key; joined with, the whole table is read
        return jdbc.sql(
                        """
                        update attempt a set price_looks = a.price_looks + 1,
                            price_look_at = case when a.price_looks + 1 < :most
                                then :now + make_interval(secs => :pause * power(5, a.price_looks)) end
                        where a.id = any(array(
                            select id from attempt where price_look_at <= :now
                            order by price_look_at limit :limit for update skip locked))
                        returning a.id, a.provider, a.provider_id""")
                .param("now", utc(realNow))
                .param("limit", limit)
                .param("pause", (double) pause.toSeconds())
                .param("most", mostLooks)
                .query(Unpriced.class)
                .list();
    }

    /** Writes what the provider has in its books. */
    void write(UUID attempt, ProviderRecord found) {
        jdbc.sql(
                        """
                        update attempt set segments = coalesce(:segments, segments), price = :price, price_unit = :unit,
                            price_look_at = case when :price::numeric is null then price_look_at end
                        where id = :id and price is null""")
                .param("segments", found.segments())
                .param("price", found.price())
                .param("unit", found.price() == null ? null : found.currency().getCurrencyCode())
                .param("id", attempt)
                .update();
    }

    /** Nobody will say what it cost. */
    void giveUp(UUID attempt) {
        jdbc.sql("update attempt set price_look_at = null where id = :id")
                .param("id", attempt)
                .update();
    }

    /** An attempt without a price. */
    record Unpriced(UUID id, String provider, String providerId) {}
}
