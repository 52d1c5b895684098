package org.consultflow.support;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.sandbox.faults.Faults;
import org.consultflow.sandbox.mail.Mailbox;
import org.consultflow.sandbox.twilio.SandboxTwilio;

/**
 * The language of the tests: a clinic that books, commands and looks, over HTTP as an integrator does, and whose clock can
 * be moved as a newcomer does.
 */
public class Clinic {

    public static final String PROVIDER_PHONE = "+61491570158";

    private static final AtomicInteger PATIENTS = new AtomicInteger();

    private final Http http;
    private final ObjectMapper json;
    private final SandboxTwilio twilio;
    private final Mailbox mailbox;
    private final Faults faults;
    private final Clock clock;
    private final Queue<BookedConsultation> unfinished = new ConcurrentLinkedQueue<>();

    Clinic(Http http, ObjectMapper json, SandboxTwilio twilio, Mailbox mailbox, Faults faults, Clock clock) {
        this.http = http;
        this.json = json;
        this.twilio = twilio;
        this.mailbox = mailbox;
        this.faults = faults;
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    /** A booking for in 26 hours: a patient with e-mail, WhatsApp and SMS, each agreed to. */
    public ObjectNode aBooking() {
        int number = PATIENTS.incrementAndGet();
        ObjectNode booking = json.createObjectNode();
        booking.put("consultationType", "video");
        booking.put("timeZone", "Australia/Melbourne");
        booking.put("durationMinutes", 50);
        startingIn("PT26H").accept(booking);
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

    public Consumer<ObjectNode> startingIn(String duration) {
        return startingAt(now().plus(Duration.parse(duration)).truncatedTo(ChronoUnit.SECONDS));
    }

    public static Consumer<ObjectNode> startingAt(Instant start) {
        return booking -> booking.put("start", start.toString());
    }

    public static Consumer<ObjectNode> requiringAcceptance() {
        return booking -> booking.put("requiresAcceptance", true);
    }

    public static Consumer<ObjectNode> toBePaid() {
        return booking -> booking.putObject("payment")
                .put("required", true)
                .put("amount", "120.00")
                .put("currency", "AUD");
    }

    public static Consumer<ObjectNode> inPerson() {
        return booking -> booking.put("consultationType", "in-person").put("location", "Room 3, Example Street 5");
    }

    /** With no way but the phone. */
    /** Held by phone; the provider is at the number {@link #PROVIDER_PHONE}. */
    public static Consumer<ObjectNode> byPhone() {
        return booking -> {
            booking.put("consultationType", "voice");
            ((ObjectNode) booking.get("provider")).put("phone", PROVIDER_PHONE);
        };
    }

    public static Consumer<ObjectNode> withoutEmail() {
        return booking -> {
            booking.withObject("/patient").remove("email");
            booking.withObject("/patient").putArray("consent").add("whatsapp").add("sms");
        };
    }

    /** Books over the API; everything that follows at once has happened. */
    @SafeVarargs
    public final BookedConsultation aBookedConsultation(Consumer<ObjectNode>... details) {
        BookedConsultation booked = booked(details);
        whenAllIsQuiet();
        return booked;
    }

    /** Books over the API, and waits for nothing. */
    @SafeVarargs
    public final BookedConsultation booked(Consumer<ObjectNode>... details) {
        ObjectNode booking = aBooking();
        for (Consumer<ObjectNode> detail : details) {
            detail.accept(booking);
        }
        HttpResponse<String> response = post("/api/consultations", booking);
        if (response.statusCode() != 201) {
            throw new AssertionError("not booked: " + response.statusCode() + " " + response.body());
        }
        return theConsultation(UUID.fromString(read(response).path("id").asText()), booking);
    }

    /** One that was booked otherwise. */
    public BookedConsultation theConsultation(UUID id, JsonNode booking) {
        BookedConsultation consultation = new BookedConsultation(this, id, booking);
        unfinished.add(consultation);
        return consultation;
    }

    /** Ends what a test has left open: the next one's clock would stop at each of its moments. */
    void endWhatIsLeft() {
        ObjectNode unknown = json.createObjectNode().put("outcome", "unknown");
        for (BookedConsultation left = unfinished.poll(); left != null; left = unfinished.poll()) {
            if (post(left.path() + "/cancel", null).statusCode() != 200) {
                post(left.path() + "/complete", unknown);
            }
        }
    }

    /** Moves the clock, and comes back when all that fell due on the way is done. */
    public void whenTimePasses(String duration) {
        moveClock(json.createObjectNode().put("advance", duration));
    }

    /** Moves the clock to a moment, likewise. */
    public void whenItIs(Instant moment) {
        moveClock(json.createObjectNode().put("to", moment.toString()));
    }

    private void moveClock(ObjectNode how) {
        HttpResponse<String> response = post("/sandbox/clock", how);
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

    /** From now on, for whoever is written to. */
    public void faultForAll(Channel channel, FaultKind kind) {
        faults.add(channel.word(), kind, 1000, null);
    }

    public void nothingGoesWrongAnyMore() {
        faults.clear();
    }

    public Http http() {
        return http;
    }

    public HttpResponse<String> get(String path) {
        return http.get(path);
    }

    public HttpResponse<String> post(String path, JsonNode body, String... headers) {
        return http.post(path, body, headers);
    }

    public JsonNode read(HttpResponse<String> response) {
        return http.read(response);
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
