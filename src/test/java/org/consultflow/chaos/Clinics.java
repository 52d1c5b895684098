package org.consultflow.chaos;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.consultflow.sandbox.twilio.TwilioFarAway;

/** All that takes part: two nodes and a PostgreSQL, which die; Twilio, the mailbox and the ways to them, which remember. */
final class Clinics implements AutoCloseable {

    private static final String API_KEY = "an-api-key-for-tests-only";
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);
    // what takes a minute in the field takes seconds here; the order of the lengths is the same
    private static final List<String> SETTINGS = List.of(
            "--consultflow.delivery.lease=6s",
            "--consultflow.delivery.first-look=1s",
            "--consultflow.delivery.second-look=3s",
            "--consultflow.delivery.retry-pause=500ms",
            "--consultflow.twilio.connect-timeout=1s",
            "--consultflow.twilio.read-timeout=" + READ_TIMEOUT.toMillis() + "ms",
            "--consultflow.mail.timeout=2s",
            "--consultflow.channels.sms.rate=20",
            "--consultflow.delivery.circuit.pause=1s",
            "--consultflow.delivery.circuit.longest-pause=4s",
            "--consultflow.sandbox.clock-patience=PT10M",
            "--camunda.bpm.job-execution.lock-time-in-millis=5000",
            "--spring.datasource.hikari.connection-timeout=5000");

    static {
        // a killed node's connection ends in an exception in a thread of the mail server; that is no failure of the
        // test
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    private final long seed;
    private final Clock realTime;
    private final Path directory;
    private final LoadBalancer balancer = new LoadBalancer();
    private final Fates fates;
    private final TwilioFarAway twilio;
    private final BadWire wire;
    private final MailServer mail;
    private final Postgres postgres;
    private final List<Node> nodes = new ArrayList<>();

    Clinics(long seed, Path directory, Clock realTime) {
        this.seed = seed;
        this.realTime = realTime;
        this.directory = directory;
        this.fates = new Fates(seed);
        this.twilio = new TwilioFarAway(Ports.free(), fates, balancer.url(), realTime);
        this.wire = new BadWire(seed, twilio.port(), READ_TIMEOUT.plusMillis(700));
        this.mail = new MailServer(seed);
        this.postgres = new Postgres(directory.resolve("postgres"));
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        nodes.add(new Node("a", directory, environment(), SETTINGS));
        nodes.add(new Node("b", directory, environment(), SETTINGS));
    }

    /** Both nodes at the same time, on an empty database. */
    void start() {
        nodes.forEach(Node::start);
        balancer.serves(nodes);
        nodes.forEach(Node::awaitReady);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(twilio.environment());
        environment.put("SPRING_DATASOURCE_URL", postgres.url());
        environment.put("SPRING_DATASOURCE_USERNAME", "postgres");
        environment.put("SPRING_DATASOURCE_PASSWORD", "any, it is not asked for");
        environment.put("TWILIO_API_URL", wire.url());
        environment.put("TWILIO_VIDEO_URL", wire.url());
        environment.put("EMAIL_HOST", "127.0.0.1");
        environment.put("EMAIL_PORT", Integer.toString(mail.port()));
        environment.put("EMAIL_USE_TLS", "false");
        environment.put("EMAIL_FROM", "clinic@clinic.example");
        environment.put("PUBLIC_URL", balancer.url());
        environment.put("CONSULTFLOW_ADMIN_USER", "admin");
        environment.put("CONSULTFLOW_ADMIN_PASSWORD", "For-tests-only-1");
        environment.put("CONSULTFLOW_API_KEY", API_KEY);
        environment.put("CONSULTFLOW_SECRET_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        environment.put("CONSULTFLOW_CLOCK", "adjustable");
        return environment;
    }

    Practice practice() {
        return new Practice(balancer.url(), API_KEY, realTime);
    }

    Monkey monkey(int expected, int deeds) {
        return new Monkey(
                seed, nodes, postgres, mail, () -> twilio.book().size() + mail.taken(), expected, deeds, realTime);
    }

    /** From now on everything works. */
    void mend() {
        wire.mend();
        mail.mend();
    }

    boolean isQuiet() {
        return !twilio.isUnderWay()
                && postgres.jdbc()
                                .sql(
                                        """
                                        select (select count(*) from delivery where state in ('PENDING', 'SENDING', 'UNKNOWN'))
                                          + (select count(*) from notice where state in ('UNREACHED', 'CALL_OBSOLETE'))""")
                                .query(Long.class)
                                .single()
                        == 0;
    }

    Reckoning reckoning(List<Visit> visits) {
        return new Reckoning(visits, twilio.book(), mail.mails(), postgres.jdbc());
    }

    String logs() {
        return nodes.stream().map(Node::log).collect(Collectors.joining());
    }

    /** What was done and counted, for people. */
    void print(Monkey monkey, Reckoning reckoning, List<Visit> visits) {
        List<String> lines = new ArrayList<>();
        lines.add("CHAOS with seed " + seed + ", see " + directory);
        monkey.done().forEach(deed -> lines.add("  " + deed));
        lines.add("on the way to Twilio: " + wire.counted());
        lines.add("what became of messages: " + fates.counted() + ", the others arrived");
        lines.add("at the mail server: " + mail.counted());
        lines.add("commands: "
                + visits.stream()
                        .collect(Collectors.groupingBy(
                                visit -> visit.plan, java.util.TreeMap::new, Collectors.counting())));
        lines.addAll(reckoning.lines());
        reckoning.lost().forEach(line -> lines.add("LOST " + line));
        reckoning.doubled().forEach(line -> lines.add("DOUBLED " + line));
        reckoning.wrong().forEach(line -> lines.add("WRONG " + line));
        System.out.println(String.join(System.lineSeparator(), lines));
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        wire.close();
        mail.stop();
        twilio.close();
        balancer.close();
        postgres.close();
    }
}
