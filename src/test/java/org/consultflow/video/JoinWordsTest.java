package org.consultflow.video;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JoinWordsTest {

    @ParameterizedTest
    @CsvSource({
        "PT1S, 1 minute",
        "PT1M, 1 minute",
        "PT1M1S, 2 minutes",
        "PT1H, 1 hour",
        "PT1H1M, 1 hour and 1 minute",
        "P1DT5M, 1 day",
        "P2DT1H5M, 2 days and 1 hour"
    })
    void how_long_it_is_is_said_in_two_units_at_most(Duration duration, String words) {
        assertThat(JoinWords.in(List.of(Locale.ENGLISH)).duration(duration)).isEqualTo(words);
    }

    @Test
    void what_the_call_says_is_there_in_both_languages() {
        Map<String, String> english = JoinWords.in(List.of(Locale.ENGLISH)).all("call.");
        Map<String, String> spanish =
                JoinWords.in(List.of(Locale.forLanguageTag("es"))).all("call.");

        assertThat(spanish.keySet()).isEqualTo(english.keySet());
        assertThat(spanish.values())
                .allSatisfy(said -> assertThat(said).isNotBlank().doesNotContain("{", "''"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void every_state_has_its_words_in_every_language(String language) {
        JoinWords words = JoinWords.in(List.of(Locale.forLanguageTag(language)));
        for (JoinState state : JoinState.values()) {
            assertThat(words.say(state.word() + ".title")).isNotBlank();
            assertThat(words.say(state.word() + ".text", "Example Clinic"))
                    .isNotBlank()
                    .doesNotContain("{", "''");
        }
    }
}
