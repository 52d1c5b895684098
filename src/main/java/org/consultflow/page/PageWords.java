package org.consultflow.page;

import java.text.MessageFormat;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** The words of a page in one language: {@code <page>/words_<language>.properties}, each line a {@link MessageFormat}. */
public final class PageWords {

    private static final List<String> LANGUAGES = List.of("en", "es");

    private final Locale locale;
    private final ResourceBundle words;

    private PageWords(String page, Locale locale) {
        this.locale = locale;
        this.words = ResourceBundle.getBundle(
                page + ".words",
                Locale.forLanguageTag(locale.getLanguage()),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /**
     * The words for a reader.
     *
     * @param page name of the folder among the resources
     * @param wanted what the reader prefers, best first; the first that we speak is taken, with its region; else English
     */
    public static PageWords of(String page, List<Locale> wanted) {
        return new PageWords(
                page,
                wanted.stream()
                        .filter(locale -> LANGUAGES.contains(locale.getLanguage()))
                        .findFirst()
                        .orElse(Locale.ENGLISH));
    }

    /** The language spoken, such as {@code es}. */
    public String language() {
        return locale.getLanguage();
    }

    /** What is said under a key. */
    public String say(String key, Object... arguments) {
        return new MessageFormat(words.getString(key), locale).format(arguments);
    }

    /** Whether something is said under a key. */
    public boolean has(String key) {
        return words.containsKey(key);
    }

    /** What is said under all keys that begin so; the keys without the beginning. */
    public Map<String, String> all(String beginning, Object... arguments) {
        return words.keySet().stream()
                .filter(key -> key.startsWith(beginning))
                .collect(Collectors.toMap(key -> key.substring(beginning.length()), key -> say(key, arguments)));
    }

    /** The day in full, such as "Tuesday, 1 December 2026". */
    public String date(ZonedDateTime moment) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(locale)
                .format(moment);
    }

    /** The time of day, as the reader's region writes it. */
    public String time(ZonedDateTime moment) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(locale)
                .format(moment);
    }

    /** The name of the moment's zone, such as "Australian Eastern Daylight Time". */
    public String zone(ZonedDateTime moment) {
        return DateTimeFormatter.ofPattern("zzzz", locale).format(moment);
    }

    /** Day, time and zone in one, as the page's key {@code moment} puts them together. */
    public String when(ZonedDateTime moment) {
        return say("moment", date(moment), time(moment), zone(moment));
    }

    /** The name of a language, such as "Spanish". */
    public String nameOf(Locale language) {
        return language.getDisplayLanguage(locale);
    }
}
