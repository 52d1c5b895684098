package org.consultflow.people;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import org.consultflow.people.QuietHours.Mode;
import org.consultflow.people.QuietHours.Stretch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QuietHoursTest {

    @ParameterizedTest
    @CsvSource({
        // from, to, at, begin, end; Melbourne is at +11:00
        "21:00, 07:00, 2026-12-01T23:15+11:00, 2026-12-01T21:00+11:00, 2026-12-02T07:00+11:00",
        "21:00, 07:00, 2026-12-02T03:00+11:00, 2026-12-01T21:00+11:00, 2026-12-02T07:00+11:00",
        "21:00, 07:00, 2026-12-01T21:00+11:00, 2026-12-01T21:00+11:00, 2026-12-02T07:00+11:00",
        "13:00, 15:00, 2026-12-01T14:59:59+11:00, 2026-12-01T13:00+11:00, 2026-12-01T15:00+11:00",
        "00:00, 06:00, 2026-12-01T00:00+11:00, 2026-12-01T00:00+11:00, 2026-12-01T06:00+11:00",
        "22:00, 00:00, 2026-12-01T23:59+11:00, 2026-12-01T22:00+11:00, 2026-12-02T00:00+11:00",
        // as seen from elsewhere it is another day
        "21:00, 07:00, 2026-12-01T12:00Z, 2026-12-01T21:00+11:00, 2026-12-02T07:00+11:00"
    })
    void a_moment_lies_in_the_quiet_time_around_it(String from, String to, String at, String begin, String end) {
        assertThat(hours(from, to, "Australia/Melbourne").around(moment(at)))
                .contains(new Stretch(moment(begin), moment(end)));
    }

    @ParameterizedTest
    @CsvSource({
        "21:00, 07:00, 2026-12-02T07:00+11:00",
        "21:00, 07:00, 2026-12-01T20:59:59+11:00",
        "13:00, 15:00, 2026-12-01T12:59+11:00",
        "13:00, 15:00, 2026-12-02T02:00+11:00"
    })
    void elsewhen_it_is_not_quiet_and_the_end_is_over(String from, String to, String at) {
        assertThat(hours(from, to, "Australia/Melbourne").around(moment(at))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // Berlin skips 02:00 to 03:00 on 29 March 2026 and has it twice on 25 October
        "21:00, 07:00, 2026-03-29T01:00+01:00, 2026-03-28T21:00+01:00, 2026-03-29T07:00+02:00",
        "21:00, 07:00, 2026-10-25T01:00+02:00, 2026-10-24T21:00+02:00, 2026-10-25T07:00+01:00",
        // what is skipped is reached when it is skipped
        "23:00, 02:30, 2026-03-29T01:59+01:00, 2026-03-28T23:00+01:00, 2026-03-29T03:00+02:00",
        "02:30, 05:00, 2026-03-29T03:00+02:00, 2026-03-29T03:00+02:00, 2026-03-29T05:00+02:00",
        // of what comes twice, quiet begins with the first and ends with the last
        "23:00, 02:30, 2026-10-25T02:00+01:00, 2026-10-24T23:00+02:00, 2026-10-25T02:30+01:00",
        "02:30, 05:00, 2026-10-25T02:45+02:00, 2026-10-25T02:30+02:00, 2026-10-25T05:00+01:00"
    })
    void across_a_change_of_the_clock_the_local_times_hold(
            String from, String to, String at, String begin, String end) {
        assertThat(hours(from, to, "Europe/Berlin").around(moment(at)))
                .contains(new Stretch(moment(begin), moment(end)));
    }

    @Test
    void hours_that_end_when_they_begin_are_none() {
        assertThatThrownBy(() -> hours("21:00", "21:00", "Europe/Berlin")).isInstanceOf(IllegalArgumentException.class);
    }

    private static QuietHours hours(String from, String to, String zone) {
        return new QuietHours(LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(zone), Mode.DEFER);
    }

    private static Instant moment(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
