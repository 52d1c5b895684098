package org.consultflow.support;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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

    public String phone() {
        return booking.at("/patient/phone").asText();
    }

    public String email() {
        return booking.at("/patient/email").asText();
    }

    public String providerEmail() {
        return booking.at("/provider/email").asText();
    }

    public String patientName() {
        return booking.at("/patient/name").asText();
    }

    public BookedConsultation whenTimePasses(String duration) {
        clinic.whenTimePasses(duration);
        return this;
    }

    /** What nobody but the people themselves should read. */
    public List<String> secrets() {
        return Stream.of(phone(), phone().substring(1), email(), providerEmail(), patientName(), "Exampledoctor")
                .filter(secret -> !secret.isEmpty())
                .toList();
    }

    /** A command over the API that is obeyed. */
    public BookedConsultation when(String command) {
        return when(command, null);
    }

    public BookedConsultation when(String command, ObjectNode body) {
        var response = clinic.post("/api/consultations/" + id + "/" + command, body);
        assertThat(response.statusCode()).as("%s: %s", command, response.body()).isEqualTo(200);
        clinic.whenAllIsQuiet();
        return this;
    }

    public String status() {
        return clinic.read(clinic.get("/api/consultations/" + id))
                .path("status")
                .asText();
    }

    public BookedConsultation thenStatusIs(String status) {
        assertThat(status()).isEqualTo(status);
        return this;
    }

    /** The timeline, as words: what, kind, audience, channel, reason, code. */
    public List<String> timeline() {
        List<String> lines = new ArrayList<>();
        clinic.read(clinic.get("/api/consultations/" + id + "/timeline"))
                .path("entries")
                .forEach(entry -> lines.add(String.join(
                                " ",
                                StreamSupport.stream(
                                                List.of("what", "kind", "audience", "channel", "reason", "providerCode")
                                                        .spliterator(),
                                                false)
                                        .map(entry::path)
                                        .filter(node -> !node.isMissingNode() && !node.isNull())
                                        .map(JsonNode::asText)
                                        .toList())
                        .strip()));
        return lines;
    }

    public BookedConsultation thenTimelineSays(String... lines) {
        assertThat(timeline()).contains(lines);
        return this;
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

    /** Asserts that the patient was sent a kind of message. */
    public Sent thenPatientGot(String kind) {
        return new Sent(kind);
    }

    public BookedConsultation thenPatientDidNotGet(String kind) {
        assertThat(timeline()).noneMatch(line -> line.startsWith("sending " + kind + " patient"));
        return this;
    }

    /** A kind of message that the patient was sent. */
    public final class Sent {

        private final String kind;

        private Sent(String kind) {
            this.kind = kind;
        }

        public BookedConsultation on(Channel channel) {
            assertThat(timeline()).contains("delivered " + kind + " patient " + channel.word());
            return BookedConsultation.this;
        }
    }
}
