package org.consultflow.video;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.consultflow.page.PageWords;

/** The words of the join page in one language: {@code join/words_<language>.properties}. */
final class JoinWords {

    private static final int MINUTES_AN_HOUR = 60;
    private static final int HOURS_A_DAY = 24;

    private final PageWords words;

    private JoinWords(PageWords words) {
        this.words = words;
    }

    /** @param wanted what the reader prefers, best first */
    static JoinWords in(List<Locale> wanted) {
        return of("join", wanted);
    }

    /** @param page name of the folder among the resources @param wanted what the reader prefers, best first */
    static JoinWords of(String page, List<Locale> wanted) {
        return new JoinWords(PageWords.of(page, wanted));
    }

    String language() {
        return words.language();
    }

    String say(String key, Object... arguments) {
        return words.say(key, arguments);
    }

    Map<String, String> all(String beginning, Object... arguments) {
        return words.all(beginning, arguments);
    }

    String date(ZonedDateTime moment) {
        return words.date(moment);
    }

    String time(ZonedDateTime moment) {
        return words.time(moment);
    }

    String zone(ZonedDateTime moment) {
        return words.zone(moment);
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
