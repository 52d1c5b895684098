package org.consultflow.lifecycle.calls;

import java.text.MessageFormat;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of a page at the desk in one language: {@code <page>/words_<language>.properties}. */
class DeskWords {

    private static final List<String> LANGUAGES = List.of("en", "es");

    private final Locale locale;
    private final ResourceBundle words;

    /** @param page the folder of the words */
    DeskWords(String page, Locale locale) {
        this.locale = locale;
        this.words = ResourceBundle.getBundle(
                page + ".words",
                Locale.forLanguageTag(locale.getLanguage()),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** @param wanted what the reader prefers, best first: the first that we speak is taken, with its region; else English */
    static Locale spoken(List<Locale> wanted) {
        return wanted.stream()
                .filter(locale -> LANGUAGES.contains(locale.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    final String language() {
        return locale.getLanguage();
    }

    final String say(String key, Object... arguments) {
        return new MessageFormat(words.getString(key), locale).format(arguments);
    }

    final boolean has(String key) {
        return words.containsKey(key);
    }

    final String nameOf(Locale language) {
        return language.getDisplayLanguage(locale);
    }

    final String when(ZonedDateTime moment) {
        return say("moment", date(moment), time(moment), zone(moment));
    }

    final String time(ZonedDateTime moment) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(locale)
                .format(moment);
    }

    final String date(ZonedDateTime moment) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(locale)
                .format(moment);
    }

    final String zone(ZonedDateTime moment) {
        return DateTimeFormatter.ofPattern("zzzz", locale).format(moment);
    }
}
