package org.consultflow.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.consultflow.benchmarks.Burst.Result;

/**
 * The burst, in rounds: each program once, then each again. All are started and warmed up first; while one has its burst, the
 * others have nothing to do.
 */
final class Bursts {

    private static final String WITH_WAITING = "consultflow, timers waiting";
    private static final List<Duration> AT_ONCE = List.of(Duration.ZERO);

    private final Options options;
    private final Clock clock;

    Bursts(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    /** All programs, with Twilio answering at once; in the long form the same programs once more with answers after 50 ms. */
    List<String> alone() {
        List<Duration> delays = options.brief() ? AT_ONCE : List.of(Duration.ZERO, Duration.ofMillis(50));
        List<String> lines = new ArrayList<>();
        rounds(options.who(), delays).forEach((delay, its) -> {
            lines.addAll(
                    table("Burst of %d, Twilio answers after %d ms".formatted(options.n(), delay.toMillis()), its));
            lines.add("");
        });
        return lines;
    }

    /** A burst among a million timers that wait, and one without them. */
    List<String> amongWaitingTimers() {
        return table(
                "The same burst with %,d timers waiting".formatted(options.many()),
                rounds(List.of(Contestants.CONSULTFLOW, WITH_WAITING), AT_ONCE).get(Duration.ZERO));
    }

    /** One node, and two on one database. */
    List<String> twoNodes() {
        return table(
                "Burst of " + options.n() + ", two nodes on one database",
                rounds(List.of(Contestants.CONSULTFLOW, Contestants.TWO_NODES), AT_ONCE)
                        .get(Duration.ZERO));
    }

    /** @return by the time that Twilio takes to answer, and by name */
    private Map<Duration, Map<String, List<Result>>> rounds(List<String> names, List<Duration> delays) {
        Map<Duration, Map<String, List<Result>>> results = new LinkedHashMap<>();
        List<Entrant> entrants = new ArrayList<>();
        try {
            for (String name : names) {
                Entrant entrant = entrant(name);
                entrants.add(entrant);
                warmUp(entrant);
            }
            for (Duration delay : delays) {
                Map<String, List<Result>> its = results.computeIfAbsent(delay, none -> new LinkedHashMap<>());
                for (int round = 1; round <= options.rounds(); round++) {
                    for (Entrant entrant : entrants) {
                        add(its, entrant.name(), entrant.burst(delay), round);
                    }
                }
            }
        } finally {
            entrants.forEach(Entrant::close);
        }
        return results;
    }

    private Entrant entrant(String name) {
        boolean waiting = WITH_WAITING.equals(name);
        return new Entrant(
                name,
                waiting ? Contestants.CONSULTFLOW : name,
                options.n(),
                waiting ? database -> LedgerFiller.addWaitingTimers(database, options.many()) : database -> {},
                options.keep(),
                clock);
    }

    private void warmUp(Entrant entrant) {
        // each node as warm as one that is alone
        int warmUps = options.warmUps() * (Contestants.TWO_NODES.equals(entrant.name()) ? 2 : 1);
        for (int warmUp = 0; warmUp < warmUps; warmUp++) {
            entrant.burst(Duration.ZERO);
        }
    }

    private static void add(Map<String, List<Result>> results, String who, Result result, int round) {
        results.computeIfAbsent(who, name -> new ArrayList<>()).add(result);
        System.out.printf(
                "round %d %s: %.0f posts/s, %.0f since they were due, p99 %.0f ms, CPU %.2f + %.2f s per 1,000%n",
                round,
                who,
                result.postsASecond(),
                result.sinceDue(),
                result.p99(),
                result.programCpu(),
                result.databaseCpu());
    }

    private static List<String> table(String title, Map<String, List<Result>> results) {
        List<String> lines = new ArrayList<>();
        lines.add("### " + title);
        lines.add("");
        lines.add(
                "| who | posts/s | since due | p50 late, ms | p99 late, ms | SQL each | transactions each | WAL bytes each "
                        + "| CPU s per 1,000: program + PostgreSQL | posts/s : db-scheduler | : Camunda | : limit | : one node "
                        + "| since due : db-scheduler | : Camunda | CPU : db-scheduler | : Camunda |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        results.forEach((who, its) -> lines.add(
                "| %s | %,.0f | %,.0f | %,.0f | %,.0f | %.1f | %.2f | %,.0f | %.2f + %.2f = %.2f | %s | %s | %s | %s | %s | %s | %s | %s |"
                        .formatted(
                                who,
                                median(its, Result::postsASecond),
                                median(its, Result::sinceDue),
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
                                ratio(results, its, Contestants.REFERENCE, Result::sinceDue),
                                ratio(results, its, Contestants.CAMUNDA, Result::sinceDue),
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
