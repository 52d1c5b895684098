package org.consultflow.lifecycle.calls;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CallWordsTest {

    private static final ZonedDateTime START =
            ZonedDateTime.of(2026, 12, 1, 9, 0, 0, 0, ZoneId.of("Australia/Melbourne"));

    private final CallWords english = CallWords.in(List.of(Locale.FRENCH, Locale.UK));

    @Test
    void it_says_the_message_with_clinic_day_time_and_zone() {
        assertThat(english.message("cancelled", "Example Clinic", START))
                .isEqualTo("The appointment at Example Clinic on Tuesday, 1 December 2026 at 09:00"
                        + " (Australian Eastern Daylight Time) was cancelled.");
    }

    @Test
    void a_reminder_of_the_analyst_s_own_is_a_reminder_and_any_other_kind_says_what_it_is_about() {
        assertThat(english.message("reminder-3d", "Example Clinic", START)).startsWith("A reminder: the appointment");
        assertThat(english.message("task-open-session", "Example Clinic", START))
                .startsWith("It is about");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failed-63024 | The message could not be delivered: this number is not on WhatsApp (code 63024)",
                "failed-99999 | The message could not be delivered: the provider gave no reason that is known here (code 99999)",
                "failed | The message could not be delivered",
                "silent | The message was sent, but nothing was heard of its arrival in time",
                "no-consent | This person did not agree to be written to",
                "job-failed | The service failed to do this step, also when it tried again",
                "something-else | No channel reached this person",
                "63024 | No channel reached this person"
            })
    void it_says_why_in_words(String reason, String words) {
        assertThat(english.reason(reason)).isEqualTo(words);
    }

    @Test
    void every_word_is_there_in_both_languages() {
        assertThat(ResourceBundle.getBundle("calls.words", Locale.forLanguageTag("es"))
                        .keySet())
                .isEqualTo(
                        ResourceBundle.getBundle("calls.words", Locale.ENGLISH).keySet());
        assertThat(CallWords.in(List.of(Locale.forLanguageTag("es-MX"))).message("reminder-1h", "Clínica", START))
                .contains("recordatorio", "martes", "diciembre");
    }
}
