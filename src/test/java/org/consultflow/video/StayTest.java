package org.consultflow.video;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StayTest {

    private static final Instant OPENS = Instant.parse("2026-12-01T09:00:00Z");
    private static final Instant NOW = OPENS.plus(Duration.ofMinutes(60));

    /** Minutes after the door opened; 999: they are still there. */
    @ParameterizedTest
    @CsvSource({
        "0, 30, 10, 40, 20",
        "10, 40, 0, 30, 20",
        "0, 10, 20, 30, 0",
        "5, 999, 10, 999, 50",
        "5, 999, 10, 25, 15",
        "-30, 10, -20, 5, 5",
        "-30, -10, -30, -10, 0"
    })
    void together_is_while_both_are_there_since_the_door_opened(
            int from, int to, int otherFrom, int otherTo, int together) {
        assertThat(stay(from, to).together(stay(otherFrom, otherTo), OPENS, NOW))
                .isEqualTo(Duration.ofMinutes(together));
    }

    private static Stay stay(int from, int to) {
        return new Stay(at(from), to == 999 ? Instant.MAX : at(to));
    }

    private static Instant at(int minutes) {
        return OPENS.plus(Duration.ofMinutes(minutes));
    }
}
