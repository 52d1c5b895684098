package org.consultflow.support;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.sandbox.mail.SandboxMail;
import org.consultflow.sandbox.twilio.SandboxMessage;

import static org.assertj.core.api.Assertions.assertThat;

/** A consultation that a test has booked, and what its people got. */
public final class BookedConsultation {

    private final Clinic clinic;
    private final UUID id;
    private final JsonNode booking;

    BookedConsultation(Clinic clinic, UUID id, JsonNode booking) {
        this.clinic = clinic;
        this.id = id;
        this.booking = booking;
    }

    public UUID id() {
        return id;
    }

    public String path() {
        return "/api/consultations/" + id;
    }

    /** The integrator's own of the patient. */
    public String reference() {
        return booking.at("/patient/reference").asText();
    }

    public String phone() {
        return booking.at("/patient/phone").asText();
    }

    public String email() {
        return booking.at("/patient/email").asText();
    }

    public String patientName() {
        return booking.at("/patient/name").asText();
    }

    public String providerReference() {
        return booking.at("/provider/reference").asText();
    }

    public String providerEmail() {
        return booking.at("/provider/email").asText();
    }

    /** What nobody but the people themselves should read. */
    public List<String> secrets() {
        return Stream.of(
                        phone(),
                        phone().substring(1),
                        email(),
                        providerEmail(),
                        booking.at("/patient/name").asText(),
                        "Exampledoctor")
                .filter(secret -> !secret.isEmpty())
                .toList();
    }

    public BookedConsultation whenTimePasses(String duration) {
        clinic.whenTimePasses(duration);
        return this;
    }

    public BookedConsultation whenItIsBeforeStart(String duration) {
        clinic.whenItIs(start().minus(Duration.parse(duration)));
        return this;
    }

    public BookedConsultation whenItIsAfterStart(String duration) {
        clinic.whenItIs(start().plus(Duration.parse(duration)));
        return this;
    }

    /** A command over the API that is obeyed; everything that follows at once has happened. */
    public BookedConsultation when(String command) {
        return when(command, null);
    }

    public BookedConsultation when(String command, ObjectNode body) {
        var response = clinic.post(path() + "/" + command, body);
        assertThat(response.statusCode()).as("%s: %s", command, response.body()).isEqualTo(200);
        clinic.whenAllIsQuiet();
        return this;
    }

    public BookedConsultation whenCancelledBy(String party) {
        return when("cancel", clinic.json().createObjectNode().put("by", party));
    }

    public BookedConsultation whenRescheduledTo(Instant start) {
        return when("reschedule", clinic.json().createObjectNode().put("start", start.toString()));
    }

    public BookedConsultation thenMayNot(String command, ObjectNode body) {
        var response = clinic.post(path() + "/" + command, body);
        assertThat(response.statusCode()).as("%s: %s", command, response.body()).isEqualTo(409);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(clinic.read(response).path("detail").asText()).contains(status());
        return this;
    }

    /** As the API shows it. */
    public JsonNode read() {
        return clinic.read(clinic.get(path()));
    }

    public Instant start() {
        return OffsetDateTime.parse(read().path("start").asText()).toInstant();
    }

    public String status() {
        return read().path("status").asText();
    }

    public BookedConsultation thenStatusIs(String status) {
        assertThat(status()).isEqualTo(status);
        return this;
    }

    public List<JsonNode> entries() {
        List<JsonNode> entries = new ArrayList<>();
        clinic.read(clinic.get(path() + "/timeline")).path("entries").forEach(entries::add);
        return entries;
    }

    /** The timeline, as words: what, kind, audience, channel, reason, code. */
    public List<String> timeline() {
        return entries().stream().map(BookedConsultation::words).toList();
    }

    static String words(JsonNode entry) {
        return Stream.of("what", "kind", "audience", "channel", "reason", "providerCode")
                .map(entry::path)
                .filter(node -> !node.isMissingNode() && !node.isNull())
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
    }

    public BookedConsultation thenTimelineSays(String... lines) {
        assertThat(timeline()).contains(lines);
        return this;
    }

    /** When a line of the timeline happened, each time. */
    public List<Instant> momentsOf(String line) {
        return entries().stream()
                .filter(entry -> words(entry).equals(line))
                .map(entry -> Instant.parse(entry.path("at").asText()))
                .toList();
    }

    /** Every message that Twilio took for the patient. */
    public List<SandboxMessage> messages(Channel channel) {
        return clinic.twilio().messagesTo(phone()).stream()
                .filter(message -> message.channel().equals(channel.word()))
                .toList();
    }

    public BookedConsultation thenTwilioTook(int whatsApps, int texts) {
        assertThat(messages(Channel.WHATSAPP)).as("WhatsApp messages of %s", id).hasSize(whatsApps);
        assertThat(messages(Channel.SMS)).as("SMS of %s", id).hasSize(texts);
        return this;
    }

    public List<SandboxMail> mails() {
        return clinic.mailbox().to(email());
    }

    public List<SandboxMail> providerMails() {
        return clinic.mailbox().to(providerEmail());
    }

    /** How many messages patient and provider have been sent, on every channel. */
    public int heard() {
        return clinic.twilio().messagesTo(phone()).size()
                + mails().size()
                + providerMails().size();
    }

    /** The visit's hour comes and goes, and neither patient nor provider hears anything. */
    public BookedConsultation thenNobodyHearsAnythingMore() {
        int heard = heard();
        whenItIsAfterStart("PT3H");
        assertThat(heard()).as("messages of %s", id).isEqualTo(heard);
        return this;
    }

    public Told thenPatientGot(String kind) {
        return new Told(this, kind + " patient");
    }

    public Told thenProviderGot(String kind) {
        return new Told(this, kind + " provider");
    }

    public BookedConsultation thenBothGot(String kind) {
        return thenPatientGot(kind).on(Channel.EMAIL).thenProviderGot(kind).on(Channel.EMAIL);
    }

    public BookedConsultation thenPatientDidNotGet(String kind) {
        assertThat(timeline()).noneMatch(line -> line.startsWith("sending " + kind + " patient"));
        return this;
    }
}
