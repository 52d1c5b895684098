package org.consultflow.channel.words;

import java.text.Normalizer;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Days and times as people say them, always with the zone. English and Spanish have patterns of their own, because the
 * JDK's differ from version to version; every other language gets the JDK's, so that a new one needs no Java.
 *
 * <p>The short forms are for an SMS: no letter outside the GSM 03.38 alphabet, where one would more than halve what fits
 * into a segment.
 */
final class TimeWords {

    private static final Map<Long, String> AM_PM = Map.of(0L, "am", 1L, "pm");
    private static final TimeWords AMERICAN = english(true);
    private static final TimeWords ENGLISH = english(false);
    private static final TimeWords SPANISH = spanish();

    private static final DateTimeFormatter ABBREVIATION = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);
    private static final Pattern ABBREVIATED = Pattern.compile("[A-Z]{3,5}");
    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    /** Regions in the database of time zones that name no city after the slash. */
    private static final Set<String> WITHOUT_CITIES =
            Set.of("Etc", "SystemV", "US", "Canada", "Brazil", "Mexico", "Chile");

    private final DateTimeFormatter day;
    private final DateTimeFormatter dayShort;
    private final DateTimeFormatter clock;
    private final String cityPattern;

    private TimeWords(DateTimeFormatter day, DateTimeFormatter dayShort, DateTimeFormatter clock, String cityPattern) {
        this.day = day;
        this.dayShort = dayShort;
        this.clock = clock;
        this.cityPattern = cityPattern;
    }

    static TimeWords in(Locale locale) {
        return switch (locale.getLanguage()) {
            case "en" -> locale.getCountry().equals("US") ? AMERICAN : ENGLISH;
            case "es" -> SPANISH;
            default ->
                new TimeWords(
                        DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale),
                        DateTimeFormatter.ofPattern("EEE d MMM", locale),
                        DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale),
                        "%s");
        };
    }

    private static TimeWords english(boolean american) {
        DateTimeFormatter clock = new DateTimeFormatterBuilder()
                .appendPattern("h:mm ")
                .appendText(ChronoField.AMPM_OF_DAY, AM_PM)
                .toFormatter(Locale.ENGLISH);
        return new TimeWords(
                DateTimeFormatter.ofPattern(american ? "EEEE, MMMM d, uuuu" : "EEEE, d MMMM uuuu", Locale.ENGLISH),
                DateTimeFormatter.ofPattern(american ? "EEE, MMM d" : "EEE d MMM", Locale.ENGLISH),
                clock,
                "%s time");
    }

    private static TimeWords spanish() {
        Locale es = Locale.forLanguageTag("es");
        return new TimeWords(
                DateTimeFormatter.ofPattern("EEEE, d 'de' MMMM 'de' uuuu", es),
                DateTimeFormatter.ofPattern("EEE d MMM", es),
                DateTimeFormatter.ofPattern("H:mm", es),
                "hora de %s");
    }

    /** Such as {@code Tuesday, 1 December 2026}. */
    String day(ZonedDateTime moment) {
        return plainSpaces(day.format(moment));
    }

    /** Such as {@code Tue 1 Dec}. */
    String dayShort(ZonedDateTime moment) {
        return forSms(dayShort.format(moment).replace(".", ""));
    }

    /** Such as {@code 9:00 am (Melbourne time, AEDT)}. */
    String time(ZonedDateTime moment) {
        String city = city(moment.getZone());
        String zone = city == null ? abbreviation(moment) : cityPattern.formatted(city) + ", " + abbreviation(moment);
        return clock(moment) + " (" + zone + ")";
    }

    /** Such as {@code 9:00 am Melbourne time}; with the abbreviation in an hour that the clocks show twice. */
    String timeShort(ZonedDateTime moment) {
        String city = city(moment.getZone());
        if (city == null) {
            return clock(moment) + " " + abbreviation(moment);
        }
        boolean shownTwice = moment.getZone()
                        .getRules()
                        .getValidOffsets(moment.toLocalDateTime())
                        .size()
                > 1;
        String words = clock(moment) + " " + cityPattern.formatted(city);
        return forSms(shownTwice ? words + " (" + abbreviation(moment) + ")" : words);
    }

    /** Day and time, such as {@code Tuesday, 1 December 2026, 9:00 am (Melbourne time, AEDT)}. */
    String when(ZonedDateTime moment) {
        return day(moment) + ", " + time(moment);
    }

    /** Day and time, such as {@code Tue 1 Dec, 9:00 am Melbourne time}. */
    String whenShort(ZonedDateTime moment) {
        return dayShort(moment) + ", " + timeShort(moment);
    }

    private String clock(ZonedDateTime moment) {
        return plainSpaces(clock.format(moment));
    }

    /** The city in the zone's name, or null where the name holds none ({@code UTC}, {@code Etc/GMT+5}, an offset). */
    private static String city(ZoneId zone) {
        String id = zone.getId();
        int slash = id.indexOf('/');
        if (zone instanceof ZoneOffset || slash < 0 || WITHOUT_CITIES.contains(id.substring(0, slash))) {
            return null;
        }
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }

    private static String abbreviation(ZonedDateTime moment) {
        String word = ABBREVIATION.format(moment);
        if (ABBREVIATED.matcher(word).matches() && !(moment.getZone() instanceof ZoneOffset)) {
            return word;
        }
        return moment.getOffset().equals(ZoneOffset.UTC)
                ? "UTC"
                : "UTC" + moment.getOffset().getId();
    }

    /** Newer JDKs put narrow and unbreakable spaces before {@code am}: mail programs and SMS do better without. */
    private static String plainSpaces(String words) {
        return words.replace('\u202f', ' ').replace('\u00a0', ' ');
    }

    private static String forSms(String words) {
        String spaced = plainSpaces(words);
        if (Gsm.canWrite(spaced)) {
            return spaced;
        }
        StringBuilder plain = new StringBuilder();
        for (char letter : spaced.toCharArray()) {
            String only = Character.toString(letter);
            plain.append(
                    Gsm.canWrite(only)
                            ? only
                            : MARKS.matcher(Normalizer.normalize(only, Normalizer.Form.NFD))
                                    .replaceAll(""));
        }
        return plain.toString();
    }
}
