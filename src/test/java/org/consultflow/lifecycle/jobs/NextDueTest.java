package org.consultflow.lifecycle.jobs;

import java.time.Instant;
import java.util.Date;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How often is asked when the next job falls due, and what is known between. */
class NextDueTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private final NextDue nextDue = new NextDue();
    private int asked;

    @Test
    void it_is_asked_every_four_seconds_while_nothing_is_near() {
        look(0, 60_000);
        look(500, 60_000);
        look(3_999, 60_000);
        assertThat(asked).isEqualTo(1);
        assertThat(nextDue.until()).as("after the last look").isEqualTo(60_000 - 3_999);

        look(4_000, 5_000);
        assertThat(asked).isEqualTo(2);
        assertThat(nextDue.until()).isEqualTo(1_000);
    }

    @Test
    void once_its_moment_has_come_the_one_after_it_is_asked_for() {
        look(0, 100);
        look(100, 150);
        assertThat(asked).isEqualTo(2);
        assertThat(nextDue.until()).isEqualTo(50);
    }

    @Test
    void where_there_is_none_it_is_asked_again_later() {
        nextDue.look(Date.from(NOW), this::none);
        assertThat(nextDue.until()).isEqualTo(Long.MAX_VALUE);
        nextDue.look(Date.from(NOW.plusMillis(500)), this::none);
        assertThat(asked).isEqualTo(1);
        nextDue.look(Date.from(NOW.plusMillis(4_000)), this::none);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void after_the_clock_was_set_back_it_is_asked_anew() {
        look(0, 60_000);
        look(-3_600_000, -3_599_000);
        assertThat(asked).isEqualTo(2);
        assertThat(nextDue.until()).isEqualTo(1_000);
    }

    /** Both in milliseconds after {@link #NOW}. */
    private void look(long at, long due) {
        nextDue.look(Date.from(NOW.plusMillis(at)), () -> {
            asked++;
            return Date.from(NOW.plusMillis(due));
        });
    }

    private Date none() {
        asked++;
        return null;
    }
}
