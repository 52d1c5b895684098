package org.consultflow.people;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.consultflow.people.Directory.OptOut;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who said "stop" on which channel and took it back; by keys of addresses. */
@Repository
class OptOutStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    OptOutStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(String channel, String key, String source) {
        int added = jdbc.sql(
                        """
                        insert into opt_out (channel, address_key, source, opted_out_at)
                        values (:channel, :key, :source, :now) on conflict (channel, address_key) do nothing""")
                .param("channel", channel)
                .param("key", key)
                .param("source", source)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (added > 0) {
            keep(channel, key, true, source);
        }
    }

    void remove(String channel, String key, String source) {
        int removed = jdbc.sql("delete from opt_out where channel = :channel and address_key = :key")
                .param("channel", channel)
                .param("key", key)
                .update();
        if (removed > 0) {
            keep(channel, key, false, source);
        }
    }

    private void keep(String channel, String key, boolean out, String source) {
        jdbc.sql(
                        """
                        insert into opt_out_event (channel, address_key, opted_out, source, happened_at)
                        values (:channel, :key, :out, :source, :now)""")
                .param("channel", channel)
                .param("key", key)
                .param("out", out)
                .param("source", source)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What was stopped at addresses with these keys. */
    Set<OptOut> among(Collection<String> keys) {
        return jdbc.sql("select channel, address_key from opt_out where address_key = any(:keys)")
                .param("keys", keys.toArray(String[]::new))
                .query(OptOut.class)
                .set();
    }

    /** What was said from an address, oldest first. */
    List<OptOutEvent> historyOf(String key) {
        return jdbc.sql(
                        """
                        select channel, opted_out, source, happened_at from opt_out_event
                        where address_key = :key order by id""")
                .param("key", key)
                .query((row, number) -> new OptOutEvent(
                        row.getString("channel"),
                        row.getBoolean("opted_out"),
                        row.getString("source"),
                        row.getTimestamp("happened_at").toInstant()))
                .list();
    }
}
