package org.consultflow.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a consultation costs the database from its booking until it has ended by itself; the clock is moved. */
final class Life {

    private static final Duration AHEAD = Duration.ofHours(48);
    private static final String ROWS =
            """
            select relname || ' ' || n_live_tup || ' ' || seq_scan || ' ' || seq_tup_read
            from pg_stat_user_tables order by relname""";

    private final Options options;
    private final Clock clock;

    Life(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    List<String> table() {
        int howMany = options.brief() ? 20 : 500;
        try (World world = new World(clock, options.keep());
                Node node = new Node(
                        "node",
                        world.database(),
                        world.farEnd(),
                        world.directory(),
                        Map.of("CONSULTFLOW_CLOCK", "adjustable"))) {
            node.awaitReady();
            live(node, howMany, 0, Duration.ZERO);
            world.database().execute("analyze");
            List<String> rowsBefore = world.database().lines(ROWS);
            Database.Counts before = world.database().counts();
            live(node, howMany, howMany, AHEAD.multipliedBy(2));
            Database.Counts used = world.database().counts().since(before);
            world.database().execute("analyze");
            List<String> lines = new ArrayList<>(List.of(
                    "### A consultation in its life",
                    "",
                    "Booked two days ahead, reminded three times, nobody came, ended; no receipt ever came, so that silence, the calls to patients that follow from it and what waits for them are in it: SQL statements %.0f,"
                                    .formatted((double) used.statements() / howMany)
                            + " transactions %.1f, WAL bytes %,.0f."
                                    .formatted(
                                            (double) used.transactions() / howMany, (double) used.walBytes() / howMany),
                    "",
                    "| table | rows left by each | sequential scans for each | rows read by them for each |",
                    "|---|---|---|---|"));
            lines.addAll(growing(rowsBefore, world.database().lines(ROWS), howMany));
            return lines;
        }
    }

    private static List<String> growing(List<String> before, List<String> after, int howMany) {
        List<String> lines = new ArrayList<>();
        for (int table = 0; table < after.size(); table++) {
            String[] then = before.get(table).split(" ");
            String[] now = after.get(table).split(" ");
            double rows = difference(then, now, 1) / howMany;
            double scans = difference(then, now, 2) / howMany;
            if (rows >= 0.1 || scans >= 0.1) {
                lines.add("| %s | %.1f | %.2f | %,.0f |"
                        .formatted(now[0], rows, scans, difference(then, now, 3) / howMany));
            }
        }
        return lines;
    }

    private static double difference(String[] then, String[] now, int field) {
        return Long.parseLong(now[field]) - Long.parseLong(then[field]);
    }

    /** @param passed how far the clock has been moved already */
    private void live(Node node, int howMany, int firstNumber, Duration passed) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(passed);
        Instant start = now.plus(AHEAD).minus(Duration.ofHours(6));
        Bookings.book(List.of(node.port()), howMany, firstNumber, number -> start);
        try (Http http = new Http(node.port())) {
            Http.Answer answer = http.ask(
                    "POST",
                    "/sandbox/clock",
                    "Content-Type: application/json\r\n",
                    "{\"to\": \"" + now.plus(AHEAD) + "\"}");
            if (answer.status() != 200) {
                throw new IllegalStateException("the clock was not moved: " + answer.body());
            }
        }
    }
}
