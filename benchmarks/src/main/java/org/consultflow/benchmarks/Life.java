package org.consultflow.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a consultation costs the database from its booking until it has ended by itself; the clock is moved. */
final class Life {

    private static final Duration AHEAD = Duration.ofHours(48);
    private static final Duration FAR_AHEAD = Duration.ofDays(60);
    private static final int FILLED = 100_000;
    /** The benchmark's own questions too: an idle connection tells ten seconds later at most ({@code PGSTAT_IDLE_INTERVAL}). */
    private static final Duration STATISTICS_ARE_TOLD_WITHIN = Duration.ofSeconds(11);
    /** Of a table as long as this it matters whether it is read whole. */
    private static final int GROWN = 1000;

    private static final String ROWS =
            """
            select relname || ' ' || n_live_tup || ' ' || coalesce(seq_scan, 0) || ' ' || coalesce(seq_tup_read, 0)
            from pg_stat_user_tables order by relname""";

    private final Options options;
    private final Clock clock;

    Life(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    List<String> table() {
        int howMany = options.brief() ? 20 : 100;
        try (World world = new World(clock, options.keep());
                Node node = new Node(
                        "node",
                        world.database(),
                        world.farEnd(),
                        world.directory(),
                        Map.of("CONSULTFLOW_CLOCK", "adjustable"))) {
            node.awaitReady();
            Database database = world.database();
            live(node, 20, 0, Duration.ZERO);
            fill(world, node, options.brief() ? 200 : 2000);
            List<String> rowsBefore = database.lines(ROWS);
            database.forgetStatements();
            Database.Counts before = database.counts();
            live(node, howMany, 1000, AHEAD.multipliedBy(2));
            Database.Counts used = database.counts().since(before);
            List<String> rows = database.lines(ROWS);
            List<String> lines = new ArrayList<>(List.of(
                    "### A consultation in its life",
                    "",
                    "Booked two days ahead, reminded three times, nobody came, ended; no receipt ever came, so that silence, the calls to patients that follow from it and what waits for them are in it: SQL statements %.0f,"
                                    .formatted((double) used.statements() / howMany)
                            + " transactions %.1f, WAL bytes %,.0f."
                                    .formatted(
                                            (double) used.transactions() / howMany, (double) used.walBytes() / howMany),
                    "",
                    "| table | rows at the end | rows left by each | sequential scans in all | rows read by them |",
                    "|---|---|---|---|---|"));
            List<Change> changes = changes(rowsBefore, rows);
            changes.stream()
                    .filter(change -> change.left() >= 0.1 * howMany || change.grows() && change.scans() > 0)
                    .map(change -> change.line(howMany))
                    .forEach(lines::add);
            lines.add("");
            lines.addAll(scans(changes));
            return lines;
        }
    }

    /** Rows enough that PostgreSQL would read no table whole for want of something better to do. */
    private void fill(World world, Node node, int ahead) {
        int before = world.farEnd().count();
        Instant farAhead = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(FAR_AHEAD);
        Bookings.book(List.of(node.port()), ahead, 10_000, number -> farAhead);
        Until.holds(
                "confirmations have left",
                Duration.ofMinutes(20),
                () -> world.farEnd().count() >= before + 2 * ahead);
        Until.holds(
                "their answers are written",
                Duration.ofMinutes(5),
                () -> world.database().number("select count(*) from delivery where state in ('PENDING', 'SENDING')")
                        == 0);
        LedgerFiller.letAllArrive(world.database());
        LedgerFiller.addDeliveries(world.database(), FILLED);
        LedgerFiller.addWaitingTimers(world.database(), FILLED);
        world.database().execute("vacuum analyze");
        Until.hasPassed(STATISTICS_ARE_TOLD_WITHIN, clock);
    }

    private static List<String> scans(List<Change> changes) {
        Set<String> read = changes.stream()
                .filter(change -> change.grows() && change.scans() > 0)
                .map(Change::table)
                .collect(Collectors.toCollection(TreeSet::new));
        if (read.isEmpty()) {
            return List.of("No table of %,d rows or more was read whole.".formatted(GROWN));
        }
        return List.of("Read whole: " + String.join(", ", read) + ".");
    }

    /** What has become of a table. */
    private record Change(String table, long rows, long left, long scans, long read) {

        boolean grows() {
            return rows >= GROWN;
        }

        String line(int consultations) {
            return "| %s | %,d | %.1f | %d | %,d |".formatted(table, rows, (double) left / consultations, scans, read);
        }
    }

    private static List<Change> changes(List<String> before, List<String> after) {
        List<Change> changes = new ArrayList<>();
        for (int table = 0; table < after.size(); table++) {
            String[] then = before.get(table).split(" ");
            String[] now = after.get(table).split(" ");
            changes.add(new Change(
                    now[0],
                    Long.parseLong(now[1]),
                    difference(then, now, 1),
                    difference(then, now, 2),
                    difference(then, now, 3)));
        }
        return changes;
    }

    private static long difference(String[] then, String[] now, int field) {
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
