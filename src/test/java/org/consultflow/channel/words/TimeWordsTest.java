package org.consultflow.channel.words;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimeWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        en    | Australia/Melbourne  | 2026-11-30T22:00:00Z | Tuesday, 1 December 2026, 9:00 am (Melbourne time, AEDT)        | Tue 1 Dec, 9:00 am Melbourne time
        en-US | America/New_York     | 2026-07-04T17:05:00Z | Saturday, July 4, 2026, 1:05 pm (New York time, EDT)            | Sat, Jul 4, 1:05 pm New York time
        en    | Asia/Kolkata         | 2026-12-01T03:30:00Z | Tuesday, 1 December 2026, 9:00 am (Kolkata time, IST)           | Tue 1 Dec, 9:00 am Kolkata time
        en    | Asia/Kathmandu       | 2026-12-01T03:15:00Z | Tuesday, 1 December 2026, 9:00 am (Kathmandu time, NPT)         | Tue 1 Dec, 9:00 am Kathmandu time
        en    | UTC                  | 2026-12-01T00:00:00Z | Tuesday, 1 December 2026, 12:00 am (UTC)                        | Tue 1 Dec, 12:00 am UTC
        en    | +05:30               | 2026-12-01T03:30:00Z | Tuesday, 1 December 2026, 9:00 am (UTC+05:30)                   | Tue 1 Dec, 9:00 am UTC+05:30
        es    | Australia/Melbourne  | 2026-11-30T22:00:00Z | martes, 1 de diciembre de 2026, 9:00 (hora de Melbourne, AEDT)  | mar 1 dic, 9:00 hora de Melbourne
        es-MX | America/Mexico_City  | 2026-12-05T21:30:00Z | sábado, 5 de diciembre de 2026, 15:30 (hora de Mexico City, CST) | sab 5 dic, 15:30 hora de Mexico City
        """)
    void day_and_time_are_said_in_the_language_and_with_the_zone(
            String locale, String zone, Instant instant, String words, String shortWords) {
        TimeWords times = TimeWords.in(Locale.forLanguageTag(locale));
        ZonedDateTime moment = instant.atZone(ZoneId.of(zone));

        assertThat(times.when(moment)).isEqualTo(words);
        assertThat(times.whenShort(moment)).isEqualTo(shortWords);
    }

    @Test
    void an_hour_that_clocks_show_twice_is_told_apart() {
        TimeWords times = TimeWords.in(Locale.ENGLISH);

        assertThat(times.timeShort(Instant.parse("2027-04-03T15:30:00Z").atZone(Facts.MELBOURNE)))
                .isEqualTo("2:30 am Melbourne time (AEDT)");
        assertThat(times.timeShort(Instant.parse("2027-04-03T16:30:00Z").atZone(Facts.MELBOURNE)))
                .isEqualTo("2:30 am Melbourne time (AEST)");
    }

    @Test
    void the_hour_after_the_october_change_is_said_in_summer_time() {
        TimeWords times = TimeWords.in(Locale.ENGLISH);

        assertThat(times.time(Instant.parse("2026-10-03T15:59:00Z").atZone(Facts.MELBOURNE)))
                .isEqualTo("1:59 am (Melbourne time, AEST)");
        assertThat(times.time(Instant.parse("2026-10-03T16:00:00Z").atZone(Facts.MELBOURNE)))
                .isEqualTo("3:00 am (Melbourne time, AEDT)");
    }

    @Test
    void a_language_without_patterns_of_its_own_gets_the_jdks() {
        assertThat(TimeWords.in(Locale.FRENCH).when(Facts.START))
                .contains("1 décembre 2026", "09:00", "(Melbourne, AEDT)");
    }

    @Test
    void the_short_forms_fit_the_alphabet_of_an_sms_every_day_of_the_year() {
        for (String language : new String[] {"en", "es", "fr", "pt"}) {
            TimeWords times = TimeWords.in(Locale.forLanguageTag(language));
            assertThat(IntStream.range(0, 366).mapToObj(day -> times.whenShort(Facts.START.plusDays(day))))
                    .allMatch(Gsm::canWrite);
        }
    }

    @Test
    void segments_are_counted_as_carriers_count_them() {
        assertThat(Gsm.segments("a".repeat(160))).isEqualTo(1);
        assertThat(Gsm.segments("a".repeat(161))).isEqualTo(2);
        assertThat(Gsm.segments("a".repeat(306))).isEqualTo(2);
        assertThat(Gsm.segments("a".repeat(307))).isEqualTo(3);
        assertThat(Gsm.segments("€".repeat(80))).isEqualTo(1);
        assertThat(Gsm.segments("á".repeat(70))).isEqualTo(1);
        assertThat(Gsm.segments("á".repeat(71))).isEqualTo(2);
    }
}
