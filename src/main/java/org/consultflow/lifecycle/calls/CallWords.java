package org.consultflow.lifecycle.calls;

import java.text.MessageFormat;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of the page for a phone call in one language: {@code calls/words_<language>.properties}. */
final class CallWords {

    private static final List<String> LANGUAGES = List.of("en", "es");

    private final Locale locale;
    private final ResourceBundle words;

    private CallWords(Locale locale) {
        this.locale = locale;
        this.words = ResourceBundle.getBundle(
                "calls.words",
                Locale.forLanguageTag(locale.getLanguage()),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** @param wanted what the reader prefers, best first; the first that we speak is taken, with its region; else English */
    static CallWords in(List<Locale> wanted) {
        return new CallWords(wanted.stream()
                .filter(locale -> LANGUAGES.contains(locale.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH));
    }

    String language() {
        return locale.getLanguage();
    }

    String say(String key, Object... arguments) {
        return new MessageFormat(words.getString(key), locale).format(arguments);
    }

    /**
     * What is to be said on the phone.
     *
     * @param kind a name that may be an analyst's own: one without a sentence here gets a general one
     */
    String message(String kind, String clinic, ZonedDateTime start) {
        String known = words.containsKey("kind." + kind) ? kind : kind.startsWith("reminder") ? "reminder" : "other";
        return say("kind." + known, clinic, date(start), time(start), zone(start));
    }

    /**
     * Why the message did not arrive.
     *
     * @param reason a code word; a state may be followed by the provider's code, such as {@code failed-63024}
     */
    String reason(String reason) {
        if (words.containsKey("reason." + reason)) {
            return say("reason." + reason);
        }
        int dash = reason.lastIndexOf('-');
        String state = "reason." + reason.substring(0, Math.max(dash, 0));
        String code = reason.substring(dash + 1);
        if (!words.containsKey(state) || !code.matches("\\d+")) {
            return say("reason.other");
        }
        String meaning = words.containsKey("code." + code) ? say("code." + code) : say("code.other");
        return say("with-code", say(state), meaning, code);
    }

    String nameOf(Locale language) {
        return language.getDisplayLanguage(locale);
    }

    String when(ZonedDateTime moment) {
        return say("moment", date(moment), time(moment), zone(moment));
    }

    String time(ZonedDateTime moment) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(locale)
                .format(moment);
    }

    private String date(ZonedDateTime moment) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(locale)
                .format(moment);
    }

    private String zone(ZonedDateTime moment) {
        return DateTimeFormatter.ofPattern("zzzz", locale).format(moment);
    }
}
