package org.consultflow.time;

import java.time.Duration;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps the offset of the adjustable clock, so that a restart does not take the patients' time back. */
@Repository
public class ClockOffsets {

    private final JdbcClient jdbc;

    ClockOffsets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The offset that was stored last; zero if the clock was never moved. */
    public Duration load() {
        return Duration.ofMillis(jdbc.sql("select offset_ms from clock_offset")
                .query(Long.class)
                .optional()
                .orElse(0L));
    }

    /** Stores an offset; a smaller one than is stored changes nothing. */
    public void store(Duration offset) {
        jdbc.sql(
                        """
                        insert into clock_offset (only_row, offset_ms) values (true, :offset)
                        on conflict (only_row) do update
                        set offset_ms = greatest(clock_offset.offset_ms, excluded.offset_ms)""")
                .param("offset", offset.toMillis())
                .update();
    }
}
