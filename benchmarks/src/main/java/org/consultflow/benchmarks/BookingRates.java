package org.consultflow.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bookings over the service's API, beside starts over Camunda's own of an instance with three timers and a row. */
final class BookingRates {

    private static final String CAMUNDA = "Camunda's REST start";
    private static final String OURS = "POST /api/consultations";

    private final Options options;
    private final Clock clock;

    BookingRates(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    private record Result(double aSecond, double cpu, double databaseCpu, double statements, double walBytes) {}

    private interface Booker {
        void book(int howMany, int firstNumber);
    }

    List<String> table() {
        int howMany = options.brief() ? 500 : 5000;
        Map<String, List<Result>> results = new TreeMap<>();
        for (int round = 1; round <= options.rounds(); round++) {
            results.computeIfAbsent(CAMUNDA, who -> new ArrayList<>()).add(camunda(howMany));
            results.computeIfAbsent(OURS, who -> new ArrayList<>()).add(ours(howMany));
        }
        double reference = median(results.get(CAMUNDA), 0);
        List<String> lines = new ArrayList<>(List.of(
                "### Bookings",
                "",
                "| | bookings/s | : Camunda | SQL each | WAL bytes each | CPU s per 1,000: program + PostgreSQL |",
                "|---|---|---|---|---|---|"));
        results.forEach((who, its) -> lines.add("| %s | %,.0f | %.2f | %.1f | %,.0f | %.2f + %.2f |"
                .formatted(
                        who,
                        median(its, 0),
                        median(its, 0) / reference,
                        median(its, 3),
                        median(its, 4),
                        median(its, 1),
                        median(its, 2))));
        lines.add("");
        lines.add("Ours count the confirmations that leave meanwhile, to patient and provider.");
        return lines;
    }

    private Result ours(int howMany) {
        Instant start = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(30));
        try (World world = new World(clock, options.keep());
                ConsultFlow service = (ConsultFlow) world.start(Contestants.CONSULTFLOW)) {
            for (int warmUp = 0; warmUp < options.warmUps(); warmUp++) {
                service.book(howMany, warmUp * howMany, number -> start);
            }
            return measured(
                    world,
                    service,
                    howMany,
                    (n, first) -> Bookings.book(service.ports(), n, first, number -> start),
                    () -> service.awaitQuiet(2 * howMany * (options.warmUps() + 1)));
        }
    }

    private Result camunda(int howMany) {
        try (World world = new World(clock, options.keep());
                SmallProgram camunda = (SmallProgram) world.start(Contestants.CAMUNDA)) {
            Booker booker = (n, first) -> Bookings.inParallel(List.of(camunda.port()), n, (http, number) -> {
                Http.Answer answer = http.ask(
                        "POST",
                        "/engine-rest/process-definition/key/booking/start",
                        "Content-Type: application/json\r\n",
                        instance("booking-" + (first + number)));
                if (answer.status() != 200) {
                    throw new IllegalStateException("a start was refused: " + answer.body());
                }
            });
            for (int warmUp = 0; warmUp < options.warmUps(); warmUp++) {
                booker.book(howMany, warmUp * howMany);
            }
            return measured(world, camunda, howMany, booker, () -> {});
        }
    }

    private Result measured(World world, Contestant contestant, int howMany, Booker booker, Runnable afterwards) {
        Database.Counts before = world.database().counts();
        double cpuBefore = contestant.cpuSeconds();
        Instant begun = clock.instant();
        booker.book(howMany, options.warmUps() * howMany);
        double seconds = Duration.between(begun, clock.instant()).toNanos() / 1e9;
        afterwards.run();
        double cpu = contestant.cpuSeconds() - cpuBefore;
        Database.Counts used = world.database().counts().since(before);
        Result result = new Result(
                howMany / seconds,
                cpu * 1000 / howMany,
                used.cpuSeconds() * 1000 / howMany,
                (double) used.statements() / howMany,
                (double) used.walBytes() / howMany);
        System.out.println(result);
        return result;
    }

    private static String instance(String key) {
        return """
                {"businessKey": "%s", "variables": {
                  "start": {"type": "Date", "value": "2036-12-01T09:00:00.000+0000"},
                  "first": {"type": "Date", "value": "2036-11-30T09:00:00.000+0000"},
                  "second": {"type": "Date", "value": "2036-12-01T08:00:00.000+0000"},
                  "third": {"type": "Date", "value": "2036-12-01T08:45:00.000+0000"}}}"""
                .formatted(key);
    }

    private static double median(List<Result> results, int which) {
        return Medians.of(results.stream()
                .mapToDouble(result -> switch (which) {
                    case 0 -> result.aSecond;
                    case 1 -> result.cpu;
                    case 2 -> result.databaseCpu;
                    case 3 -> result.statements;
                    default -> result.walBytes;
                })
                .toArray());
    }
}
