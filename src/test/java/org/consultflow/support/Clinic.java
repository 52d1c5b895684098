package org.consultflow.support;

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
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.sandbox.faults.Faults;
import org.consultflow.sandbox.mail.Mailbox;
import org.consultflow.sandbox.twilio.SandboxTwilio;
import org.springframework.beans.factory.annotation.Value;

/**
 * The language of the tests: a clinic that books, commands and looks, over HTTP as an integrator does, and whose clock can
 * be moved as a newcomer does.
 */
public class Clinic {

    private static final AtomicInteger PATIENTS = new AtomicInteger();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json;
    private final SandboxTwilio twilio;
    private final Mailbox mailbox;
    private final Faults faults;
    private final Clock clock;
    private final String base;
    private final String apiKey;
    private final String basic;

    Clinic(
            ObjectMapper json,
            SandboxTwilio twilio,
            Mailbox mailbox,
            Faults faults,
            Clock clock,
            @Value("${server.port}") int port,
            @Value("${consultflow.api-key}") String apiKey,
            @Value("${consultflow.admin-user}") String user,
            @Value("${consultflow.admin-password}") String password) {
        this.json = json;
        this.twilio = twilio;
        this.mailbox = mailbox;
        this.faults = faults;
        this.clock = clock;
        this.base = "http://localhost:" + port;
        this.apiKey = apiKey;
        this.basic = Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public String base() {
        return base;
    }

    public Instant now() {
        return clock.instant();
    }

    /** A booking for in 26 hours: a patient with e-mail, WhatsApp and SMS, each agreed to. */
    public ObjectNode aBooking() {
        int number = PATIENTS.incrementAndGet();
        ObjectNode booking = json.createObjectNode();
        booking.put("consultationType", "video");
        booking.put(
                "start",
                now().plus(Duration.ofHours(26)).truncatedTo(ChronoUnit.SECONDS).toString());
        booking.put("timeZone", "Australia/Melbourne");
        booking.put("durationMinutes", 50);
        ObjectNode patient = booking.putObject("patient");
        patient.put("reference", "pat-" + UUID.randomUUID());
        patient.put("name", "Patience Examplewoman" + number);
        patient.put("email", "patient" + number + "@mail.example");
        patient.put("phone", String.format("+614915%05d", 70000 + number));
        patient.putArray("consent").add("email").add("whatsapp").add("sms");
        ObjectNode provider = booking.putObject("provider");
        provider.put("reference", "doc-" + number);
        provider.put("name", "Dr Exampledoctor");
        provider.put("email", "doctor" + number + "@mail.example");
        return booking;
    }

    /** Books over the API. */
    public BookedConsultation aBookedConsultation(Consumer<ObjectNode> details) {
        ObjectNode booking = aBooking();
        details.accept(booking);
        HttpResponse<String> response = post("/api/consultations", booking);
        if (response.statusCode() != 201) {
            throw new AssertionError("not booked: " + response.statusCode() + " " + response.body());
        }
        return new BookedConsultation(
                this, UUID.fromString(read(response).path("id").asText()), booking);
    }

    public BookedConsultation aBookedConsultation() {
        return aBookedConsultation(booking -> {});
    }

    /** Moves the clock, and comes back when all that fell due on the way is done. */
    public void whenTimePasses(String duration) {
        HttpResponse<String> response =
                post("/sandbox/clock", json.createObjectNode().put("advance", duration));
        if (response.statusCode() != 200) {
            throw new AssertionError("the clock was not moved: " + response.body());
        }
    }

    /** Lets everything happen that is due now. */
    public void whenAllIsQuiet() {
        whenTimePasses("PT0.001S");
    }

    public void faultFor(BookedConsultation patient, Channel channel, FaultKind kind, Integer times) {
        faults.add(channel.word(), kind, times, patient.phone());
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    public HttpResponse<String> post(String path, JsonNode body) {
        return post(path, body, "");
    }

    public HttpResponse<String> post(String path, JsonNode body, String idempotencyKey) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body == null ? "" : body.toString()));
        if (!idempotencyKey.isEmpty()) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (path.startsWith("/api/")) {
            request.header("Authorization", "Bearer " + apiKey);
        } else if (path.startsWith("/engine-rest/")) {
            request.header("Authorization", "Basic " + basic);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public JsonNode read(HttpResponse<String> response) {
        try {
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ObjectMapper json() {
        return json;
    }

    public SandboxTwilio twilio() {
        return twilio;
    }

    public Mailbox mailbox() {
        return mailbox;
    }
}
