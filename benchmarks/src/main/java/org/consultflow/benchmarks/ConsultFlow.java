package org.consultflow.benchmarks;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The service, one node or more on one database; its reminders are those that go out an hour before a visit. */
final class ConsultFlow implements Contestant {

    static final Duration REMINDED_BEFORE = Duration.ofHours(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    // to the patient, and to the provider
    private static final int CONFIRMATIONS = 2;
    private static final int LEAST_SAMPLE = 200;
    private static final int FIRST_OF_SAMPLE = 900_000;
    private static final Duration FAR_AHEAD = Duration.ofDays(30);
    /** How many reminders were handed to Twilio, with the answer written. */
    private static final String RECORDED =
            """
            select count(*) from delivery
            where kind = 'reminder-1h' and state not in ('WAITING', 'PENDING', 'SENDING', 'UNKNOWN')""";

    private static final String UNDER_WAY =
            """
            select (select count(*) from delivery where state in ('PENDING', 'SENDING', 'UNKNOWN'))
              + (select count(*) from act_ru_job where duedate_ <= now() at time zone ?)""";

    private final Database database;
    private final FarEnd farEnd;
    private final Clock clock;
    private final List<Node> nodes;
    /** What a booking took on the last occasion, its confirmations included; null before the first. */
    private Duration forEach;

    ConsultFlow(int nodes, Database database, FarEnd farEnd, Path directory, Clock clock) {
        this.database = database;
        this.farEnd = farEnd;
        this.clock = clock;
        this.nodes = IntStream.range(0, nodes)
                .mapToObj(number -> {
                    Node node = new Node("node-" + number, database, farEnd, directory, Map.of());
                    node.awaitReady();
                    return node;
                })
                .toList();
    }

    List<Integer> ports() {
        return nodes.stream().map(Node::port).toList();
    }

    /** Of the nodes. */
    List<Long> pids() {
        return nodes.stream().map(Node::pid).toList();
    }

    @Override
    public Instant fallDue(int howMany, int firstNumber) {
        if (forEach == null) {
            int sample = Math.max(LEAST_SAMPLE, howMany / 10);
            // twice: the first ones find a JVM that has just started
            measureBookings(sample, FIRST_OF_SAMPLE);
            measureBookings(sample, FIRST_OF_SAMPLE + sample);
        }
        Instant begun = clock.instant();
        Instant when = begun.plus(forEach.multipliedBy(howMany).multipliedBy(3).dividedBy(2))
                .plusSeconds(10)
                .truncatedTo(ChronoUnit.SECONDS);
        book(howMany, firstNumber, number -> when.plus(REMINDED_BEFORE));
        forEach = Duration.between(begun, clock.instant()).dividedBy(howMany);
        return when;
    }

    /** A few, of which no reminder falls due in this run: how long it takes decides how far ahead a moment has to be. */
    private void measureBookings(int sample, int firstNumber) {
        Instant start = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(FAR_AHEAD);
        Instant begun = clock.instant();
        book(sample, firstNumber, number -> start);
        forEach = Duration.between(begun, clock.instant()).dividedBy(sample);
    }

    /** Books, and waits until the confirmations have left and nothing is due. */
    void book(int howMany, int firstNumber, IntFunction<Instant> starts) {
        int before = farEnd.count();
        Bookings.book(ports(), howMany, firstNumber, starts);
        awaitQuiet(before + CONFIRMATIONS * howMany);
    }

    /** Comes back when Twilio has had so many messages, and nothing is due. */
    void awaitQuiet(int messages) {
        String zone = ZoneId.systemDefault().getId();
        Until.holds(
                "messages have left",
                LONGEST_WAIT,
                () -> farEnd.count() >= messages && database.number(UNDER_WAY, zone) == 0);
    }

    @Override
    public long recorded() {
        return database.number(RECORDED);
    }

    @Override
    public double cpuSeconds() {
        return nodes.stream().mapToDouble(Node::cpuSeconds).sum();
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}
