package org.consultflow.people;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When somebody does not want to be disturbed, every day. Plain: a moment in, the quiet time around it out.
 *
 * @param from local time at which it begins
 * @param to local time at which it ends, on the next day if it is not after {@code from}; at this moment it is over
 * @param zone where the clock hangs that shows these times
 * @param mode what becomes of a message that falls into it
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone, Mode mode) {

    /** @throws IllegalArgumentException if both times are the same: that would be never, or always */
    public QuietHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("quiet hours must not end at the time at which they begin");
        }
    }

    /** What becomes of a message that falls into the quiet hours. */
    public enum Mode {
        /** It leaves when they end. */
        DEFER,
        /** A reminder leaves before they begin. */
        BRING_FORWARD,
        /** It does not leave. */
        DROP;

        /** The word of the API, such as {@code bring-forward}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The mode of a word of the API; empty if there is none. */
        public static Optional<Mode> of(String word) {
            return Arrays.stream(values())
                    .filter(mode -> mode.word().equals(word))
                    .findFirst();
        }
    }

    /** A quiet time: the end does not belong to it. */
    public record Stretch(Instant begin, Instant end) {

        boolean contains(Instant moment) {
            return !moment.isBefore(begin) && moment.isBefore(end);
        }
    }

    /** The quiet time in which a moment lies; empty if it lies in none. */
    public Optional<Stretch> around(Instant moment) {
        LocalDate day = LocalDate.ofInstant(moment, zone);
        return Stream.of(day.minusDays(1), day)
                .map(this::beginningOn)
                .filter(stretch -> stretch.contains(moment))
                .findFirst();
    }

    private Stretch beginningOn(LocalDate day) {
        LocalDate lastDay = to.isAfter(from) ? day : day.plusDays(1);
        return new Stretch(moment(day.atTime(from), false), moment(lastDay.atTime(to), true));
    }

    /**
     * When the clock shows a time. One that it skips in spring is reached the moment it skips it; of one that it shows
     * twice in autumn, quiet hours begin with the first and end with the last.
     */
    private Instant moment(LocalDateTime time, boolean last) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return time.toInstant(offsets.get(last ? offsets.size() - 1 : 0));
    }
}
