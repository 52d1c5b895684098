package org.consultflow.reply;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a message means, with the words as they are delivered. */
class ReplyWordsTest {

    private static final Locale SPANISH = Locale.forLanguageTag("es-MX");

    private final ReplySettings settings = DeliveredSettings.read();
    private final ReplyWords words = new ReplyWords(settings);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "stop",
                " Stop. ",
                "UNSUBSCRIBE",
                "end",
                "Quit!",
                "Stop all",
                "REVOKE",
                "opt-out",
                "OPTOUT",
                "CANCEL",
                "Baja",
                "PARAR",
                "alto!",
                "páre",
                "Cancelar"
            })
    void the_words_of_the_law_stop_in_both_languages_however_they_are_typed(String text) {
        assertThat(words.meaningOf(text, false)).isEqualTo(Meaning.STOP);
        assertThat(words.meaningOf(text, true)).isEqualTo(Meaning.STOP);
    }

    @ParameterizedTest
    @CsvSource({
        "START, START",
        "unstop, START",
        "Alta, START",
        "HELP, HELP",
        "info, HELP",
        "ayuda?, HELP",
        "c, CONFIRM",
        "1, CONFIRM",
        "1., CONFIRM",
        "confirmo, CONFIRM",
        "x, CANCEL",
        "2, CANCEL",
        "X!, CANCEL"
    })
    void each_word_has_its_meaning(String text, Meaning meaning) {
        assertThat(words.meaningOf(text, false)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please don't stop",
                "I want to cancel my visit",
                "the end",
                "",
                "👍",
                "thanks",
                "12",
                "c1",
                "no",
                "can we make it 1",
                "sí, pero más tarde"
            })
    void whatever_is_more_than_a_word_is_for_a_person(String text) {
        assertThat(words.meaningOf(text, false)).isEqualTo(Meaning.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"YES", "yes", "Sí", "si"})
    void yes_takes_a_stop_back_and_is_an_answer_from_whom_has_not_said_stop(String text) {
        assertThat(words.meaningOf(text, true)).isEqualTo(Meaning.START);
        assertThat(words.meaningOf(text, false)).isEqualTo(Meaning.CONFIRM);
    }

    @Test
    void cancel_may_have_meant_the_visit_and_stop_did_not() {
        assertThat(words.perhapsTheVisit("Cancel")).isTrue();
        assertThat(words.perhapsTheVisit("cancelar.")).isTrue();
        assertThat(words.perhapsTheVisit("stop")).isFalse();
    }

    @Test
    void a_word_is_answered_in_its_own_language_and_one_of_both_in_that_of_its_sender() {
        assertThat(words.languageOf(Meaning.STOP, "baja", Locale.ENGLISH).getLanguage())
                .isEqualTo("es");
        assertThat(words.languageOf(Meaning.STOP, "quit", SPANISH).getLanguage())
                .isEqualTo("en");
        assertThat(words.languageOf(Meaning.STOP, "stop", SPANISH).getLanguage())
                .isEqualTo("es");
        assertThat(words.languageOf(Meaning.STOP, "stop", Locale.FRENCH).getLanguage())
                .isEqualTo("en");
    }

    @Test
    void the_provider_answers_its_own_bare_words_by_sms_and_nothing_by_whatsapp() {
        assertThat(settings.providerAnswers("sms", " stop ")).isTrue();
        assertThat(settings.providerAnswers("sms", "HELP")).isTrue();
        assertThat(settings.providerAnswers("sms", "Stop all")).isFalse();
        assertThat(settings.providerAnswers("sms", "baja")).isFalse();
        assertThat(settings.providerAnswers("whatsapp", "STOP")).isFalse();
    }
}
