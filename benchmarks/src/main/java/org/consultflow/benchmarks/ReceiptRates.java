package org.consultflow.benchmarks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Receipts as Twilio sends and signs them, with a short ledger and with a million deliveries in it. */
final class ReceiptRates {

    private final Options options;
    private final Clock clock;

    ReceiptRates(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    List<String> table() {
        int howMany = options.brief() ? 200 : 5000;
        try (World world = new World(clock, options.keep());
                ConsultFlow service = (ConsultFlow) world.start(Contestants.CONSULTFLOW)) {
            // two messages each: a quarter of them warms up, the rest is told in two halves
            service.book(howMany, 0, number -> clock.instant().plus(Duration.ofDays(30)));
            List<String> attempts = world.database()
                    .lines("select id || ' ' || provider_id from attempt where provider_id is not null");
            int part = attempts.size() / 4;
            tell(service, attempts.subList(0, part));
            Database.Counts before = world.database().counts();
            double cpuBefore = service.cpuSeconds();
            double few = tell(service, attempts.subList(part, 2 * part));
            double cpu = service.cpuSeconds() - cpuBefore;
            Database.Counts used = world.database().counts().since(before);
            LedgerFiller.addDeliveries(world.database(), options.many());
            tell(service, attempts.subList(2 * part, 3 * part));
            double many = tell(service, attempts.subList(3 * part, 4 * part));
            return List.of(
                    "### Receipts",
                    "",
                    "| deliveries in the ledger | receipts/s |",
                    "|---|---|",
                    "| %,d | %,.0f |".formatted(attempts.size(), few),
                    "| %,d more | %,.0f (%.2f of it) |".formatted(options.many(), many, many / few),
                    "",
                    "SQL each %.1f, WAL bytes each %,.0f, CPU s per 1,000: %.2f + %.2f."
                            .formatted(
                                    (double) used.statements() / part,
                                    (double) used.walBytes() / part,
                                    cpu * 1000 / part,
                                    used.cpuSeconds() * 1000 / part));
        }
    }

    /** @return receipts a second */
    private double tell(ConsultFlow service, List<String> attempts) {
        Instant begun = clock.instant();
        Bookings.inParallel(service.ports(), attempts.size(), (http, number) -> {
            String[] attempt = attempts.get(number).split(" ");
            String path = "/webhooks/twilio/message-status?ref=" + attempt[0];
            TreeMap<String, String> form = new TreeMap<>(Map.of(
                    "MessageSid", attempt[1],
                    "MessageStatus", "delivered",
                    "To", "whatsapp:+61491570156",
                    "From", "whatsapp:+61491570006",
                    "AccountSid", "AC0123456789abcdef0123456789abcdef"));
            StringBuilder signed =
                    new StringBuilder("http://127.0.0.1:" + service.ports().get(0) + path);
            StringBuilder body = new StringBuilder();
            form.forEach((name, value) -> {
                signed.append(name).append(value);
                body.append(body.isEmpty() ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            });
            Http.Answer answer = http.ask(
                    "POST",
                    path,
                    "Content-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: "
                            + signature(signed.toString()) + "\r\n",
                    body.toString());
            if (answer.status() != 204) {
                throw new IllegalStateException("a receipt was answered " + answer.status());
            }
        });
        return attempts.size() * 1e9 / Duration.between(begun, clock.instant()).toNanos();
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
