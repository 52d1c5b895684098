package org.consultflow.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.consultflow.benchmarks.FarEnd.Arrival;

import static java.util.stream.Collectors.toSet;

/**
 * One burst after the other in one node, for as long as is asked for: what it holds must not grow with what it has done. Of the
 * visits whose hour comes meanwhile, the rooms open and close, and the last reminders go out between the bursts.
 */
final class Soak {

    private static final Duration LOOK_EVERY = Duration.ofMinutes(3);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String CONNECTIONS =
            "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()";

    private final Options options;
    private final Clock clock;
    private Duration ahead = Duration.ofSeconds(30);
    private int patients;

    Soak(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    List<String> table() {
        List<String> lines = new ArrayList<>(List.of(
                "### Bursts of " + options.n() + " for " + options.minutes() + " minutes, with " + Node.JVM.get(0),
                "",
                "| minute | reminders so far | posts/s of the last burst | heap after a full collection, MB | resident, MB | threads"
                        + " | open files | connections to the database |",
                "|---|---|---|---|---|---|---|---|"));
        try (World world = new World(clock, options.keep());
                ConsultFlow service = (ConsultFlow) world.start(Contestants.CONSULTFLOW)) {
            Instant begun = clock.instant();
            Instant end = begun.plus(Duration.ofMinutes(options.minutes()));
            Instant nextLook = begun;
            int reminders = 0;
            while (clock.instant().isBefore(end)) {
                double rate = burst(service, world);
                reminders += options.n();
                if (!clock.instant().isBefore(nextLook)) {
                    nextLook = nextLook.plus(LOOK_EVERY);
                    String line = line(service, world, Duration.between(begun, clock.instant()), reminders, rate);
                    System.out.println(line);
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    private static String line(ConsultFlow service, World world, Duration passed, int reminders, double rate) {
        Footprint footprint = Footprint.of(service.pids().get(0));
        return "| %d | %,d | %,.0f | %.1f | %.0f | %d | %d | %d |"
                .formatted(
                        passed.toMinutes(),
                        reminders,
                        rate,
                        footprint.heap(),
                        footprint.resident(),
                        footprint.threads(),
                        footprint.files(),
                        world.database().number(CONNECTIONS));
    }

    /** @return posts a second */
    private double burst(ConsultFlow service, World world) {
        Instant due = fallDue(service);
        int firstNumber = patients - options.n();
        long recordedBefore = service.recorded();
        world.farEnd().forget();
        Until.itIs(due, clock);
        Until.holds("all are recorded", LONGEST, () -> service.recorded() - recordedBefore >= options.n());
        // after three quarters of an hour the last reminders of earlier visits are among them
        Until.holds("all have come", LONGEST, () -> missing(world.farEnd().arrivals(), firstNumber)
                .isEmpty());
        List<Arrival> arrivals = world.farEnd().arrivals();
        nothingTwice(arrivals);
        Set<String> expected = expected(firstNumber);
        long[] micros = arrivals.stream()
                .filter(arrival -> expected.contains(arrival.to()))
                .mapToLong(Arrival::micros)
                .sorted()
                .toArray();
        return (micros.length - 1) * 1e6 / (micros[micros.length - 1] - micros[0]);
    }

    /** An hour is long: when the machine was busy with something else, the next patients have more time. */
    private Instant fallDue(ConsultFlow service) {
        while (true) {
            Instant due = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(ahead);
            service.book(options.n(), patients, number -> due.plus(ConsultFlow.REMINDED_BEFORE));
            patients += options.n();
            if (clock.instant().isBefore(due)) {
                return due;
            }
            ahead = ahead.multipliedBy(2);
        }
    }

    private static void nothingTwice(List<Arrival> arrivals) {
        long messages = arrivals.stream().map(Arrival::reference).distinct().count();
        if (messages != arrivals.size()) {
            throw new IllegalStateException((arrivals.size() - messages) + " messages came twice");
        }
    }

    /** Others may have come too. */
    private Set<String> missing(List<Arrival> arrivals, int firstNumber) {
        Set<String> missing = new HashSet<>(expected(firstNumber));
        arrivals.forEach(arrival -> missing.remove(arrival.to()));
        return missing;
    }

    private Set<String> expected(int firstNumber) {
        return IntStream.range(firstNumber, firstNumber + options.n())
                .mapToObj(Contestant::phone)
                .collect(toSet());
    }
}
