package org.consultflow.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.consultflow.benchmarks.FarEnd.Arrival;

/** When little is due: how late it comes, and what a node does that has nothing to do. */
final class Quiet {

    private static final Duration APART = Duration.ofMillis(500);
    private static final Duration REMINDED_BEFORE = Duration.ofHours(1);

    private final Options options;
    private final Clock clock;

    Quiet(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    List<String> table() {
        int howMany = options.brief() ? 20 : 120;
        Duration idle = Duration.ofSeconds(options.brief() ? 10 : 60);
        try (World world = new World(clock, options.keep());
                ConsultFlow service = (ConsultFlow) world.start(Contestants.CONSULTFLOW)) {
            Burst.run(service, world, 300, 0, clock);
            Until.hasPassed(Duration.ofSeconds(5), clock);
            Database.Counts before = world.database().counts();
            double cpuBefore = service.cpuSeconds();
            Until.hasPassed(idle, clock);
            double cpu = service.cpuSeconds() - cpuBefore;
            Database.Counts used = world.database().counts().since(before);

            Instant first = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(60);
            Map<String, Instant> due = new HashMap<>();
            for (int number = 0; number < howMany; number++) {
                due.put(Contestant.phone(1000 + number), first.plus(APART.multipliedBy(number)));
            }
            service.book(howMany, 1000, number -> due.get(Contestant.phone(1000 + number))
                    .plus(REMINDED_BEFORE));
            world.farEnd().forget();
            if (!clock.instant().isBefore(first)) {
                throw new IllegalStateException("not ready before the first moment: this machine is busy");
            }
            Until.holds(
                    "all have come", Duration.ofMinutes(5), () -> world.farEnd().count() >= howMany);
            long[] late = world.farEnd().arrivals().stream()
                    .mapToLong(arrival -> late(arrival, due))
                    .sorted()
                    .toArray();
            double seconds = idle.toSeconds();
            return List.of(
                    "### When little is due",
                    "",
                    "| | |",
                    "|---|---|",
                    "| late, p50 | %.0f ms |".formatted(late[howMany / 2] / 1000.0),
                    "| late, p99 of %d, one every 500 ms | %.0f ms |"
                            .formatted(howMany, late[(howMany * 99 - 1) / 100] / 1000.0),
                    "| SQL statements a second in an idle node | %.1f |".formatted(used.statements() / seconds),
                    "| transactions a second in an idle node | %.1f |".formatted(used.transactions() / seconds),
                    "| CPU of an idle node and its database | %.1f %% + %.1f %% of a core |"
                            .formatted(100 * cpu / seconds, 100 * used.cpuSeconds() / seconds));
        }
    }

    private static long late(Arrival arrival, Map<String, Instant> due) {
        return arrival.micros() - ChronoUnit.MICROS.between(Instant.EPOCH, due.get(arrival.to()));
    }
}
