package org.consultflow.benchmarks;

import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Receipts as Twilio sends and signs them, with a short ledger and with a million deliveries in it. Each message is told of as
 * sent, and then as delivered, which is measured: the dearest word, since with it the message, its notice and the rest of its
 * chain come to an end.
 */
final class ReceiptRates {

    private static final int CONNECTIONS = 64;

    private final Options options;
    private final Clock clock;

    ReceiptRates(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    List<String> table() {
        int howMany = options.brief() ? 200 : options.n() / 2;
        try (World world = new World(clock, options.keep());
                ConsultFlow service = (ConsultFlow) world.start(Contestants.CONSULTFLOW)) {
            // two messages each; half of them is for the short ledger, half for the long one
            service.book(howMany, 0, number -> clock.instant().plus(Duration.ofDays(30)));
            List<String> attempts = world.database()
                    .lines("select id || ' ' || provider_id from attempt where provider_id is not null");
            int half = attempts.size() / 2;
            int port = service.ports().get(0);
            tell(port, requests(port, attempts, "sent"));
            tell(port, requests(port, attempts, "sent"));
            world.database().forgetStatements();
            Used few = measured(world, service, requests(port, attempts.subList(0, half), "delivered"));
            System.out.printf("%,d deliveries in the ledger: %s%n", attempts.size(), few.row());
            LedgerFiller.addDeliveries(world.database(), options.many());
            tell(port, requests(port, attempts, "sent"));
            world.database().forgetStatements();
            Used many = measured(world, service, requests(port, attempts.subList(half, 2 * half), "delivered"));
            return List.of(
                    "### Receipts",
                    "",
                    "| deliveries in the ledger | receipts/s | SQL each | WAL bytes each"
                            + " | CPU s per 1,000: program + PostgreSQL (+ the client's) | told again after 503 |",
                    "|---|---|---|---|---|---|",
                    "| %,d | %s".formatted(attempts.size(), few.row()),
                    "| %,d more | %s".formatted(options.many(), many.row()),
                    "",
                    "With the long ledger %.2f of the rate.".formatted(many.rate() / few.rate()));
        }
    }

    /** What so many receipts took; seconds. */
    private record Used(int receipts, Told told, double cpu, Database.Counts database) {

        double rate() {
            return receipts / told.seconds;
        }

        String row() {
            return "%,.0f | %.2f | %,.0f | %.2f + %.2f (+ %.2f) | %d |"
                    .formatted(
                            rate(),
                            (double) database.statements() / receipts,
                            (double) database.walBytes() / receipts,
                            cpu * 1000 / receipts,
                            database.cpuSeconds() * 1000 / receipts,
                            told.cpuSeconds * 1000 / receipts,
                            told.busy);
        }
    }

    /** @param cpuSeconds that the client took itself */
    private record Told(double seconds, double cpuSeconds, int busy) {}

    /** Right after a checkpoint, so that each page is written whole once, whether the ledger is short or long. */
    private static Used measured(World world, ConsultFlow service, List<byte[]> receipts) {
        world.database().execute("checkpoint");
        Database.Counts before = world.database().counts();
        double cpuBefore = service.cpuSeconds();
        Told told = tell(service.ports().get(0), receipts);
        double cpu = service.cpuSeconds() - cpuBefore;
        return new Used(receipts.size(), told, cpu, world.database().counts().since(before));
    }

    private static Told tell(int port, List<byte[]> receipts) {
        try (Flood twilio = new Flood(port, CONNECTIONS)) {
            long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long begun = System.nanoTime();
            int busy = twilio.tell(receipts);
            long ended = System.nanoTime();
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore;
            return new Told((ended - begun) / 1e9, cpu / 1e9, busy);
        }
    }

    /** Whole requests, signed: that is Twilio's work, and done before the clock starts. */
    private static List<byte[]> requests(int port, List<String> attempts, String status) {
        return attempts.stream()
                .map(attempt -> request(port, attempt.split(" "), status))
                .toList();
    }

    private static byte[] request(int port, String[] attempt, String status) {
        String path = "/webhooks/twilio/message-status?ref=" + attempt[0];
        TreeMap<String, String> form = new TreeMap<>(Map.of(
                "MessageSid", attempt[1],
                "MessageStatus", status,
                "To", "whatsapp:+61491570156",
                "From", "whatsapp:+61491570006",
                "AccountSid", "AC0123456789abcdef0123456789abcdef"));
        StringBuilder signed = new StringBuilder("http://127.0.0.1:" + port + path);
        StringBuilder body = new StringBuilder();
        form.forEach((name, value) -> {
            signed.append(name).append(value);
            body.append(body.isEmpty() ? "" : "&")
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        });
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: "
                        + signature(signed.toString()) + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String signature(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Node.AUTH_TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
