package org.consultflow.delivery;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static org.consultflow.delivery.NoticeStore.utc;

/** What messages cost. */
@Repository
public class Costs {

    private final JdbcClient jdbc;
    private final DeliverySettings settings;

    Costs(JdbcClient jdbc, DeliverySettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * What was sent in a time, by channel, kind and currency, in this order. A message counts if a provider took it, whether
     * it arrived or not.
     *
     * @param from first moment, by the adjustable clock
     * @param to first moment after it
     */
    public List<Cost> between(Instant from, Instant to) {
        return jdbc.sql(
                        """
                        select d.channel, d.kind, a.price_unit as currency, count(*) as messages,
                            coalesce(sum(a.segments), 0) as segments, coalesce(sum(a.price), 0) as price
                        from attempt a
                        join delivery d on d.id = a.delivery_id
                        where a.state = 'ACCEPTED' and a.started_at >= :from and a.started_at < :to
                        group by 1, 2, 3
                        order by 1, 2, 3 nulls last""")
                .param("from", utc(from))
                .param("to", utc(to))
                .query((row, number) -> new Cost(
                        row.getString("channel"),
                        row.getString("kind"),
                        row.getString("currency"),
                        row.getLong("messages"),
                        row.getLong("segments"),
                        row.getBigDecimal("price"),
                        settings.free().getOrDefault(row.getString("channel"), false)))
                .list();
    }

    /**
     * Messages of one channel and kind with prices in one currency.
     *
     * @param currency ISO 4217; null: those without a price
     * @param segments as the provider counts them; 0 where it does not
     * @param price of all of them together
     * @param free whether nobody charges for this channel
     */
    public record Cost(
            String channel,
            String kind,
            String currency,
            long messages,
            long segments,
            BigDecimal price,
            boolean free) {}
}
