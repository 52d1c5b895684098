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

    private final Options options;
    private final Clock clock;

    Bursts(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    List<String> atOnce() {
        return table("Burst of " + options.n() + ", Twilio answers at once", rounds(Duration.ZERO));
    }

    List<String> after50ms() {
        return table("Burst of " + options.n() + ", Twilio answers after 50 ms", rounds(Duration.ofMillis(50)));
    }

    private Map<String, List<Result>> rounds(Duration delay) {
        Map<String, List<Result>> results = new LinkedHashMap<>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (String who : options.who()) {
                Result result = once(who, delay);
                results.computeIfAbsent(who, name -> new ArrayList<>()).add(result);
                System.out.printf(
                        "round %d %s: %.0f posts/s, p99 %.0f ms, CPU %.2f + %.2f s per 1,000%n",
                        round, who, result.postsASecond(), result.p99(), result.programCpu(), result.databaseCpu());
            }
        }
        return results;
    }

    private Result once(String who, Duration delay) {
        int warmUp = Math.max(300, options.n() / 5);
        try (World world = new World(clock, options.keep());
                Contestant contestant = world.start(who)) {
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
                + "| CPU s per 1,000: program + PostgreSQL | posts/s : db-scheduler | : Camunda | CPU : db-scheduler "
                + "| : Camunda |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|---|---|");
        results.forEach((who, its) -> lines.add(
                "| %s | %,.0f | %,.0f | %,.0f | %.1f | %.2f | %,.0f | %.2f + %.2f = %.2f | %s | %s | %s | %s |"
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
