package org.consultflow.video;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A time in which somebody was in the room.
 *
 * @param from when it began
 * @param to when it ended; {@link Instant#MAX} if that was not told
 */
record Stay(Instant from, Instant to) {

    /**
     * The stays of one participant. One who comes in again before the earlier connection is given up (a page that was loaded
     * again) stays on: joins and leaves are counted. When the room ends, everybody has left.
     *
     * @param lines of one consultation, in time
     */
    static List<Stay> of(Participant participant, List<AttendanceLine> lines) {
        List<Stay> stays = new ArrayList<>();
        int connections = 0;
        Instant since = null;
        for (AttendanceLine line : lines) {
            int before = connections;
            connections = connectionsAfter(line, participant, before);
            if (before == 0 && connections > 0) {
                since = line.at();
            } else if (before > 0 && connections == 0) {
                stays.add(new Stay(since, line.at()));
            }
        }
        if (connections > 0) {
            stays.add(new Stay(since, Instant.MAX));
        }
        return stays;
    }

    private static int connectionsAfter(AttendanceLine line, Participant participant, int before) {
        if (line.what().ofRoom()) {
            return 0;
        }
        if (line.participant() != participant) {
            return before;
        }
        return line.what() == AttendanceLine.What.JOINED ? before + 1 : Math.max(0, before - 1);
    }

    boolean open() {
        return to.equals(Instant.MAX);
    }

    boolean reaches(Instant moment) {
        return !to.isBefore(moment);
    }

    /** Whether both were there at one time, not before the given moment. */
    boolean meets(Stay other, Instant notBefore) {
        Instant together = from.isAfter(other.from) ? from : other.from;
        Instant apart = to.isBefore(other.to) ? to : other.to;
        return !apart.isBefore(together) && !apart.isBefore(notBefore);
    }

    /** How long both were there at one time, not before the given moment; a stay that goes on counts until now. */
    Duration together(Stay other, Instant notBefore, Instant now) {
        Instant begin =
                Stream.of(from, other.from, notBefore).max(Instant::compareTo).orElseThrow();
        Instant end = Stream.of(to, other.to, now).min(Instant::compareTo).orElseThrow();
        return end.isAfter(begin) ? Duration.between(begin, end) : Duration.ZERO;
    }

    /** How long patient and provider were there at one time, see {@link #together(Stay, Instant, Instant)}. */
    static Duration together(List<AttendanceLine> lines, Instant notBefore, Instant now) {
        List<Stay> provider = of(Participant.PROVIDER, lines);
        return of(Participant.PATIENT, lines).stream()
                .flatMap(stay -> provider.stream().map(other -> stay.together(other, notBefore, now)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** How much of it lies after the given moment; zero for a stay whose end was not told. */
    Duration lastingFrom(Instant moment) {
        Instant begin = from.isAfter(moment) ? from : moment;
        return open() || to.isBefore(begin) ? Duration.ZERO : Duration.between(begin, to);
    }
}
