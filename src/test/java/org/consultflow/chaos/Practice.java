package org.consultflow.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import static org.awaitility.Awaitility.await;

/**
 * The one who books, cancels and moves the clock, over HTTP through the load balancer. A request whose answer is lost is
 * repeated: a booking with its key, a command after a look at what became of it.
 */
final class Practice {

    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration BETWEEN = Duration.ofMillis(300);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final String base;
    private final String apiKey;
    private final Clock realTime;

    Practice(String base, String apiKey, Clock realTime) {
        this.base = base;
        this.apiKey = apiKey;
        this.realTime = realTime;
    }

    void book(Visit visit, Instant start) {
        ObjectNode booking = json.createObjectNode();
        booking.put("consultationType", "video");
        booking.put("start", start.toString());
        booking.put("timeZone", "Australia/Melbourne");
        booking.put("durationMinutes", 50);
        ObjectNode patient = booking.putObject("patient");
        patient.put("reference", "pat-" + visit.number);
        patient.put("name", "Pat Example");
        patient.put("phone", visit.phone());
        if (visit.mail) {
            patient.put("email", visit.patientMail());
            patient.putArray("consent").add("email").add("whatsapp").add("sms");
        } else {
            patient.putArray("consent").add("whatsapp").add("sms");
        }
        ObjectNode provider = booking.putObject("provider");
        provider.put("reference", "doc-" + visit.number);
        provider.put("name", "Dr Example");
        provider.put("email", visit.providerMail());
        HttpResponse<String> booked = until(
                201,
                () -> send(request("/api/consultations")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "visit-" + visit.number)
                        .POST(BodyPublishers.ofString(booking.toString()))));
        visit.id = UUID.fromString(read(booked).path("id").asText());
    }

    void cancel(Visit visit) {
        command(visit, "/cancel", json.createObjectNode(), now -> now.path("status")
                .asText()
                .equals("cancelled"));
    }

    void reschedule(Visit visit, Instant start) {
        ObjectNode wanted = json.createObjectNode().put("start", start.toString());
        command(visit, "/reschedule", wanted, now -> OffsetDateTime.parse(
                        now.path("start").asText())
                .toInstant()
                .equals(start));
    }

    private void command(Visit visit, String what, JsonNode body, java.util.function.Predicate<JsonNode> done) {
        String path = "/api/consultations/" + visit.id;
        await().atMost(LONGEST).pollDelay(Duration.ZERO).pollInterval(BETWEEN).until(() -> {
            Optional<HttpResponse<String>> seen = send(request(path).GET());
            if (seen.isEmpty() || seen.get().statusCode() != 200) {
                return false;
            }
            return done.test(read(seen.get()))
                    || send(request(path + what)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body.toString())))
                            .filter(answer -> answer.statusCode() == 200)
                            .isPresent();
        });
        visit.answered = realTime.instant();
    }

    /** What time it is for the patients, to the second. */
    Instant now() {
        HttpResponse<String> answer =
                until(200, () -> send(request("/sandbox/clock").GET()));
        return Instant.parse(read(answer).path("now").asText()).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Lets it become that time; what falls due on the way has happened, or been tried. */
    void itBecomes(Instant moment) {
        String body = json.createObjectNode().put("to", moment.toString()).toString();
        await().atMost(Duration.ofHours(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN)
                .until(() -> send(request("/sandbox/clock")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)))
                        // 400: it has become that time already, and the answer to that was lost
                        .filter(answer -> answer.statusCode() == 200 || answer.statusCode() == 400)
                        .isPresent());
    }

    private HttpResponse<String> until(int status, java.util.function.Supplier<Optional<HttpResponse<String>>> call) {
        return await().atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN)
                .until(
                        () -> {
                            Optional<HttpResponse<String>> answer = call.get();
                            answer.filter(it -> it.statusCode() >= 400 && it.statusCode() < 500)
                                    .ifPresent(it -> {
                                        throw new IllegalStateException("refused: " + it.body());
                                    });
                            return answer.filter(it -> it.statusCode() == status);
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + apiKey);
    }

    private Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
        try {
            return Optional.of(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException lost) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode read(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
