package org.consultflow.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.consultflow.benchmarks.Burst.Result;

/** The burst, in rounds: each program once, then each again. Every run has a fresh database, and a warm-up first. */
final class Bursts {

    private static final String WITH_WAITING = "consultflow, timers waiting";

    private final Options options;
    private final Clock clock;

    Bursts(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    List<String> atOnce() {
        return table("Burst of " + options.n() + ", Twilio answers at once", rounds(options.who(), Duration.ZERO));
    }

    List<String> after50ms() {
        return table(
                "Burst of " + options.n() + ", Twilio answers after 50 ms",
                rounds(options.who(), Duration.ofMillis(50)));
    }

    /** A burst among a million timers that wait, and one without them. */
    List<String> amongWaitingTimers() {
        Map<String, List<Result>> results = new LinkedHashMap<>();
        for (int round = 1; round <= options.rounds(); round++) {
            add(results, Contestants.CONSULTFLOW, once(Contestants.CONSULTFLOW, Duration.ZERO, false), round);
            add(results, WITH_WAITING, once(Contestants.CONSULTFLOW, Duration.ZERO, true), round);
        }
        return table("The same burst with %,d timers waiting".formatted(options.many()), results);
    }

    /** One node, and two on one database. */
    List<String> twoNodes() {
        return table(
                "Burst of " + options.n() + ", two nodes on one database",
                rounds(List.of(Contestants.CONSULTFLOW, Contestants.TWO_NODES), Duration.ZERO));
    }

    private Map<String, List<Result>> rounds(List<String> contestants, Duration delay) {
        Map<String, List<Result>> results = new LinkedHashMap<>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (String who : contestants) {
                add(results, who, once(who, delay, false), round);
            }
        }
        return results;
    }

    private static void add(Map<String, List<Result>> results, String who, Result result, int round) {
        results.computeIfAbsent(who, name -> new ArrayList<>()).add(result);
        System.out.printf(
                "round %d %s: %.0f posts/s, p99 %.0f ms, CPU %.2f + %.2f s per 1,000%n",
                round, who, result.postsASecond(), result.p99(), result.programCpu(), result.databaseCpu());
    }

    private Result once(String who, Duration delay, boolean waiting) {
        int warmUp = options.n();
        try (World world = new World(clock, options.keep());
                Contestant contestant = world.start(who)) {
            if (waiting) {
                LedgerFiller.addWaitingTimers(world.database(), options.many());
            }
            Burst.run(contestant, world, warmUp, 0, clock);
            world.farEnd().answersAfter(delay);
            return Burst.run(contestant, world, options.n(), warmUp, clock);
        }
    }

    private static List<String> table(String title, Map<String, List<Result>> results) {
        List<String> lines = new ArrayList<>();
        lines.add("### " + title);
        lines.add("");
        lines.add("| who | posts/s | p50 late, ms | p99 late, ms | SQL each | transactions each | WAL bytes each "
                + "| CPU s per 1,000: program + PostgreSQL | posts/s : db-scheduler | : Camunda | : limit | : one node | CPU : db-scheduler "
                + "| : Camunda |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        results.forEach((who, its) -> lines.add(
                "| %s | %,.0f | %,.0f | %,.0f | %.1f | %.2f | %,.0f | %.2f + %.2f = %.2f | %s | %s | %s | %s | %s | %s |"
                        .formatted(
                                who,
                                median(its, Result::postsASecond),
                                median(its, Result::p50),
                                median(its, Result::p99),
                                median(its, Result::statements),
                                median(its, Result::transactions),
                                median(its, Result::walBytes),
                                median(its, Result::programCpu),
                                median(its, Result::databaseCpu),
                                median(its, Result::cpu),
                                ratio(results, its, Contestants.REFERENCE, Result::postsASecond),
                                ratio(results, its, Contestants.CAMUNDA, Result::postsASecond),
                                ratio(results, its, Contestants.LIMIT, Result::postsASecond),
                                ratio(results, its, Contestants.CONSULTFLOW, Result::postsASecond),
                                ratio(results, its, Contestants.REFERENCE, Result::cpu),
                                ratio(results, its, Contestants.CAMUNDA, Result::cpu))));
        return lines;
    }

    private static String ratio(
            Map<String, List<Result>> results, List<Result> its, String other, ToDoubleFunction<Result> value) {
        return results.containsKey(other)
                ? "%.2f".formatted(median(its, value) / median(results.get(other), value))
                : "";
    }

    private static double median(List<Result> results, ToDoubleFunction<Result> value) {
        return Medians.of(results.stream().mapToDouble(value).toArray());
    }
}
