package org.consultflow.video;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** The words of the join page in one language: {@code join/words_<language>.properties}. */
final class JoinWords {

    private static final List<String> LANGUAGES = List.of("en", "es");
    private static final int MINUTES_AN_HOUR = 60;
    private static final int HOURS_A_DAY = 24;

    private final Locale locale;
    private final ResourceBundle words;

    private JoinWords(Locale locale) {
        this.locale = locale;
        this.words = ResourceBundle.getBundle(
                "join.words",
                Locale.forLanguageTag(locale.getLanguage()),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** @param wanted what the reader prefers, best first; the first that we speak is taken, with its region; else English */
    static JoinWords in(List<Locale> wanted) {
        return new JoinWords(wanted.stream()
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

    /** @return what is said under all keys that begin so; the keys without the beginning */
    Map<String, String> all(String beginning, Object... arguments) {
        return words.keySet().stream()
                .filter(key -> key.startsWith(beginning))
                .collect(Collectors.toMap(key -> key.substring(beginning.length()), key -> say(key, arguments)));
    }

    String date(ZonedDateTime moment) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(locale)
                .format(moment);
    }

    String time(ZonedDateTime moment) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(locale)
                .format(moment);
    }

    String zone(ZonedDateTime moment) {
        return DateTimeFormatter.ofPattern("zzzz", locale).format(moment);
    }

    /** In two units at most; a part of a minute counts as one. */
    String duration(Duration duration) {
        long minutes = duration.plusMinutes(1).minusNanos(1).toMinutes();
        long hours = minutes / MINUTES_AN_HOUR;
        long days = hours / HOURS_A_DAY;
        if (days > 0) {
            return join("days", days, "hours", hours % HOURS_A_DAY);
        }
        return hours > 0 ? join("hours", hours, "minutes", minutes % MINUTES_AN_HOUR) : say("minutes", minutes);
    }

    private String join(String bigUnit, long big, String smallUnit, long small) {
        return small == 0 ? say(bigUnit, big) : say("and", say(bigUnit, big), say(smallUnit, small));
    }
}
