package org.consultflow.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.consultflow.benchmarks.FarEnd.Arrival;

import static java.util.stream.Collectors.toSet;

/** Many reminders due at one moment: what came when, and what it cost until all outcomes were written. */
final class Burst {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Burst() {}

    /**
     * @param postsASecond from the first POST that Twilio saw to the last
     * @param sinceDue posts a second likewise, from the moment at which all were due to the last
     * @param p50 how late half of them were, in milliseconds after the moment
     * @param p99 likewise, of the latest but one in a hundred
     * @param programCpu CPU seconds of the program for 1,000 reminders
     * @param databaseCpu likewise of PostgreSQL
     * @param statements SQL statements for a reminder, without begin and commit
     * @param transactions for a reminder
     * @param walBytes for a reminder
     */
    record Result(
            double postsASecond,
            double sinceDue,
            double p50,
            double p99,
            double programCpu,
            double databaseCpu,
            double statements,
            double transactions,
            double walBytes) {

        double cpu() {
            return programCpu + databaseCpu;
        }
    }

    /**
     * @throws IllegalStateException if a reminder came twice, or not at all
     */
    static Result run(Contestant contestant, World world, int howMany, int firstNumber, Clock clock) {
        long recordedBefore = contestant.recorded();
        Instant due = contestant.fallDue(howMany, firstNumber);
        world.database().cleanUp();
        if (!clock.instant().isBefore(due.minusSeconds(1))) {
            throw new IllegalStateException("not ready before the moment: this machine is busy with something else");
        }
        world.farEnd().forget();
        world.database().forgetStatements();
        Database.Counts before = world.database().counts();
        double cpuBefore = contestant.cpuSeconds();
        Until.itIs(due, clock);
        Until.holds("all have come", LONGEST, () -> world.farEnd().count() >= howMany);
        Until.holds("all are recorded", LONGEST, () -> contestant.recorded() - recordedBefore >= howMany);
        double cpu = contestant.cpuSeconds() - cpuBefore;
        Database.Counts used = world.database().counts().since(before);
        List<Arrival> arrivals = world.farEnd().arrivals();
        nothingTwiceNothingLost(arrivals, howMany, firstNumber);

        long[] late = arrivals.stream()
                .mapToLong(arrival -> arrival.micros() - ChronoUnit.MICROS.between(Instant.EPOCH, due))
                .sorted()
                .toArray();
        double thousands = howMany / 1000.0;
        return new Result(
                (howMany - 1) * 1e6 / (late[howMany - 1] - late[0]),
                howMany * 1e6 / late[howMany - 1],
                late[howMany / 2] / 1000.0,
                late[howMany * 99 / 100] / 1000.0,
                cpu / thousands,
                used.cpuSeconds() / thousands,
                (double) used.statements() / howMany,
                (double) used.transactions() / howMany,
                (double) used.walBytes() / howMany);
    }

    private static void nothingTwiceNothingLost(List<Arrival> arrivals, int howMany, int firstNumber) {
        Set<String> expected = IntStream.range(firstNumber, firstNumber + howMany)
                .mapToObj(Contestant::phone)
                .collect(toSet());
        Set<String> came = arrivals.stream().map(Arrival::to).collect(toSet());
        Set<String> references = arrivals.stream().map(Arrival::reference).collect(toSet());
        if (arrivals.size() != howMany || references.size() != howMany || !came.equals(expected)) {
            Set<String> strangers = new HashSet<>(came);
            strangers.removeAll(expected);
            throw new IllegalStateException("of " + howMany + " reminders " + arrivals.size() + " messages came, to "
                    + came.size() + " patients under " + references.size() + " references, "
                    + strangers.size() + " of them to others");
        }
    }
}
