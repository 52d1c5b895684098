package org.consultflow.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Video visits that are held at the same moment, with two played participants each. The rooms and the signalling are those of
 * the sandbox's stand-in, which runs inside of the service: what it costs is in the numbers.
 */
final class Sessions {

    private static final Duration AHEAD = Duration.ofHours(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);
    private static final double MOST_FAILED = 0.02;
    private static final String UNFINISHED =
            """
            select (select count(*) from delivery where state in ('PENDING', 'SENDING', 'UNKNOWN'))
              + (select count(*) from video_room r join consultation c on c.id = r.consultation_id
                 where c.status = 'completed' and r.status in ('reserved', 'in-progress'))""";

    private final Options options;
    private final Clock clock;

    Sessions(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    List<String> table() {
        int howMany = options.brief() ? 10 : 50;
        try (World world = new World(clock, options.keep());
                Node node = new Node("node", world.database(), world.farEnd(), world.directory(), twilioStoodInFor())) {
            node.awaitReady();
            List<Session> sessions = begun(world, node, howMany * (options.rounds() + 1));
            List<String> lines = new ArrayList<>(List.of(
                    "### Video visits at once",
                    "",
                    "| visits at once | failed | provider: click to token p50 / p99, ms | patient: let in to token p50 / p99, ms"
                            + " | a line of the chat p50 / p99, ms | SQL each | CPU s each: service + PostgreSQL |",
                    "|---|---|---|---|---|---|---|"));
            // the hour of a day is not the first of the node's life
            long failed = failures(hold(sessions.subList(0, howMany)));
            for (int round = 1; round <= options.rounds(); round++) {
                failed += measure(world, node, sessions.subList(round * howMany, (round + 1) * howMany), lines);
            }
            if (failed > MOST_FAILED * sessions.size()) {
                lines.forEach(System.out::println);
                throw new IllegalStateException(failed + " visits failed");
            }
            return lines;
        }
    }

    /** Twilio's settings are blank, mail is the far end's; history as it is outside of the sandbox. */
    private static Map<String, String> twilioStoodInFor() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CONSULTFLOW_CLOCK", "adjustable", "CONSULTFLOW_SANDBOX", "true", "CAMUNDA_BPM_HISTORYLEVEL", "lean"));
        List.of("ACCOUNT_SID", "AUTH_TOKEN", "API_KEY", "API_SECRET", "WHATSAPP_FROM", "PHONE_NUMBER")
                .forEach(name -> environment.put("TWILIO_" + name, ""));
        return environment;
    }

    /** Visits that have all just begun, with the links of both. */
    private List<Session> begun(World world, Node node, int howMany) {
        Instant start = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(AHEAD);
        Bookings.book(List.of(node.port()), howMany, 0, number -> start);
        awaitQuiet(world);
        try (Http http = new Http(node.port())) {
            List<Session> sessions = world.database().lines("select id::text from consultation order by id").stream()
                    .map(id -> new Session(
                            id, link(http, id, "patient"), link(http, id, "provider"), world.database(), node.port()))
                    .toList();
            Http.Answer moved = http.ask(
                    "POST",
                    "/sandbox/clock",
                    "Content-Type: application/json\r\n",
                    "{\"to\": \"" + start.plusSeconds(1) + "\"}");
            if (moved.status() != 200) {
                throw new IllegalStateException("the clock was not moved: " + moved.body());
            }
            awaitQuiet(world);
            return sessions;
        }
    }

    private static String link(Http http, String id, String participant) {
        Http.Answer answer = http.ask(
                "POST",
                "/api/consultations/" + id + "/join-links/" + participant + "/revoke",
                "Authorization: Bearer " + Node.API_KEY + "\r\n",
                "");
        if (answer.status() != 200) {
            throw new IllegalStateException("no link was given: " + answer.body());
        }
        return URI.create(EventStream.read(answer.body()).path("url").asText()).getRawPath();
    }

    private long measure(World world, Node node, List<Session> sessions, List<String> lines) {
        int howMany = sessions.size();
        awaitQuiet(world);
        world.database().forgetStatements();
        Database.Counts before = world.database().counts();
        double cpuBefore = node.cpuSeconds();
        List<Session.Result> results = hold(sessions);
        awaitQuiet(world);
        double cpu = node.cpuSeconds() - cpuBefore;
        Database.Counts used = world.database().counts().since(before);
        long failed = failures(results);
        lines.add("| %d | %.1f %% | %s | %s | %s | %.0f | %.2f + %.2f |"
                .formatted(
                        howMany,
                        100.0 * failed / howMany,
                        percentiles(results, Session.Result::providerToken),
                        percentiles(results, Session.Result::patientToken),
                        percentiles(results, Session.Result::chat),
                        (double) used.statements() / howMany,
                        cpu / howMany,
                        used.cpuSeconds() / howMany));
        System.out.println(lines.get(lines.size() - 1));
        return failed;
    }

    /** How many failed; in which step, is printed. */
    private static long failures(List<Session.Result> results) {
        return results.stream()
                .map(Session.Result::failed)
                .filter(Objects::nonNull)
                .peek(failure -> System.out.println("failed, " + failure))
                .count();
    }

    /** All at the same moment. */
    private static List<Session.Result> hold(List<Session> sessions) {
        ExecutorService threads = Executors.newFixedThreadPool(sessions.size());
        CountDownLatch all = new CountDownLatch(sessions.size());
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            List<CompletableFuture<Session.Result>> held = sessions.stream()
                    .map(session -> CompletableFuture.supplyAsync(
                            () -> {
                                all.countDown();
                                awaitAll(all);
                                return session.hold(client);
                            },
                            threads))
                    .toList();
            return held.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitAll(CountDownLatch all) {
        try {
            all.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitQuiet(World world) {
        Until.holds(
                "messages have left and rooms are closed",
                LONGEST_WAIT,
                () -> world.database().number(UNFINISHED) == 0);
    }

    private static String percentiles(List<Session.Result> results, Function<Session.Result, List<Double>> which) {
        List<Double> sorted = results.stream()
                .flatMap(result -> which.apply(result).stream())
                .sorted()
                .toList();
        return sorted.isEmpty()
                ? "none"
                : "%.0f / %.0f".formatted(sorted.get(at(sorted, 0.5)), sorted.get(at(sorted, 0.99)));
    }

    private static int at(List<Double> sorted, double share) {
        return (int) Math.ceil(share * sorted.size()) - 1;
    }
}
