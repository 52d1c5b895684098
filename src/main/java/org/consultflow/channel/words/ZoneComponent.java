package org.consultflow.channel.words;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.fortuna.ical4j.model.component.Daylight;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzName;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;

/**
 * The VTIMEZONE (RFC 5545, 3.6.5) of a zone as it is around a visit, from the rules by which the JVM reckons. The zones that
 * the library brings along are older than the JVM's: between the two a visit would move by an hour.
 */
final class ZoneComponent {

    private final ZoneId zone;
    private final ZoneRules rules;

    private ZoneComponent(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    static VTimeZone of(ZoneId zone, Instant start, Instant end) {
        return new ZoneComponent(zone).around(start, end);
    }

    private VTimeZone around(Instant start, Instant end) {
        VTimeZone component = new VTimeZone();
        component.add(new TzId(zone.getId()));
        ZoneOffsetTransition before = rules.previousTransition(start.plusNanos(1));
        if (before == null) {
            component.add(unchanging(start));
            return component;
        }
        component.add(observance(before));
        ZoneOffsetTransition next = rules.nextTransition(before.getInstant());
        // The one after the visit as well, because RFC 5545 readers go on with the last that they know.
        while (next != null) {
            component.add(observance(next));
            if (next.getInstant().isAfter(end)) {
                break;
            }
            next = rules.nextTransition(next.getInstant());
        }
        return component;
    }

    private Observance unchanging(Instant at) {
        ZoneOffset offset = rules.getOffset(at);
        return filled(new Standard(), LocalDateTime.of(1970, 1, 1, 0, 0), offset, offset, at);
    }

    private Observance observance(ZoneOffsetTransition transition) {
        boolean daylight = rules.isDaylightSavings(transition.getInstant());
        Observance observance = filled(
                daylight ? new Daylight() : new Standard(),
                transition.getDateTimeBefore(),
                transition.getOffsetBefore(),
                transition.getOffsetAfter(),
                transition.getInstant());
        yearly(transition).ifPresent(rule -> observance.add(new RRule<LocalDateTime>(rule)));
        return observance;
    }

    private Observance filled(
            Observance observance, LocalDateTime since, ZoneOffset from, ZoneOffset to, Instant namedAt) {
        observance.add(new DtStart<>(since));
        observance.add(new TzOffsetFrom(from));
        observance.add(new TzOffsetTo(to));
        observance.add(new TzName(
                DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(ZonedDateTime.ofInstant(namedAt, zone))));
        return observance;
    }

    /** The rule that makes the transition happen every year, if there is one; some zones change by decree. */
    private Optional<String> yearly(ZoneOffsetTransition transition) {
        int year = transition.getDateTimeBefore().getYear();
        return rules.getTransitionRules().stream()
                .filter(rule -> rule.createTransition(year).equals(transition))
                .filter(rule -> rule.getDayOfWeek() != null)
                .filter(rule -> sameDayByTheClock(rule, transition))
                .map(rule -> "FREQ=YEARLY;BYMONTH=" + rule.getMonth().getValue() + ";" + byDay(rule))
                .findFirst();
    }

    /** A rule that speaks of another clock's day (midnight UTC, 24:00) may name the day beside the one it falls on. */
    private static boolean sameDayByTheClock(ZoneOffsetTransitionRule rule, ZoneOffsetTransition transition) {
        return !rule.isMidnightEndOfDay()
                && rule.getMonth() == transition.getDateTimeBefore().getMonth()
                && rule.getDayOfWeek() == transition.getDateTimeBefore().getDayOfWeek();
    }

    private static String byDay(ZoneOffsetTransitionRule rule) {
        String day = twoLetters(rule.getDayOfWeek());
        int earliest = rule.getDayOfMonthIndicator();
        if (earliest < 0) {
            int latest = rule.getMonth().maxLength() + 1 + earliest;
            return earliest == -1 ? "BYDAY=-1" + day : days(latest - 6, latest) + ";BYDAY=" + day;
        }
        return earliest % 7 == 1 ? "BYDAY=" + (earliest / 7 + 1) + day : days(earliest, earliest + 6) + ";BYDAY=" + day;
    }

    private static String days(int first, int last) {
        List<String> days =
                IntStream.rangeClosed(first, last).mapToObj(Integer::toString).collect(Collectors.toList());
        return "BYMONTHDAY=" + String.join(",", days);
    }

    private static String twoLetters(DayOfWeek day) {
        return day.name().substring(0, 2);
    }
}
