package org.consultflow;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Channel.EMAIL;
import static org.consultflow.support.Channel.SMS;
import static org.consultflow.support.Channel.WHATSAPP;
import static org.consultflow.support.Clinic.withoutEmail;

/** Ops stop messages for a time, and let them go on. */
@ServiceTest
class PausingJourneyTest {

    @Autowired
    Clinic clinic;

    private final List<String> started = new ArrayList<>();

    @AfterEach
    void everythingGoesOn() {
        started.forEach(this::end);
    }

    @Test
    void what_a_paused_channel_holds_leaves_by_it_when_the_pause_is_ended() {
        String pause = pause(aPause("PT2H").put("channel", "whatsapp"));
        BookedConsultation booked = clinic.aBookedConsultation(withoutEmail());

        booked.thenTimelineSays("held confirmation patient whatsapp Paused").thenTwilioTook(0, 0);
        assertThat(booked.entries())
                .filteredOn(entry -> entry.path("what").asText().equals("held"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("detail").asText())
                        .startsWith("until ")
                        .endsWith(": a new template"));
        assertThat(inForce(pause).path("held").asInt()).isEqualTo(1);

        assertThat(end(pause)).isEqualTo(204);
        clinic.whenAllIsQuiet();
        booked.thenPatientGot("confirmation").on(WHATSAPP);
        booked.thenTimelineSays("released confirmation patient whatsapp");
        assertThat(booked.messages(SMS)).isEmpty();
        assertThat(end(pause)).isEqualTo(404);
        assertThat(audited()).contains("api pause-started " + pause, "api pause-ended " + pause);
    }

    @Test
    void a_reminder_whose_moment_goes_while_its_kind_is_paused_is_too_late_and_nobody_phones() {
        BookedConsultation booked = clinic.aBookedConsultation();
        booked.whenItIsBeforeStart("PT2H");
        pause(aPause("PT3H").put("kind", "reminder-1h"));

        booked.whenItIsBeforeStart("PT10M").thenTimelineSays("held reminder-1h patient whatsapp Paused");
        booked.whenItIsAfterStart("PT1M")
                .thenTimelineSays("suppressed reminder-1h patient whatsapp TooLate")
                .thenPatientDidNotGet("reminder-1h")
                .thenPatientGot("reminder-15min")
                .on(WHATSAPP);
        assertThat(booked.timeline()).noneMatch(line -> line.startsWith("call-requested"));
    }

    @Test
    void only_the_consultations_of_the_paused_provider_wait() {
        BookedConsultation first = clinic.aBookedConsultation();
        BookedConsultation other = clinic.aBookedConsultation();
        pause(aPause("PT40M").put("providerReference", first.providerReference()));

        first.whenCancelledBy("clinic");
        other.whenCancelledBy("clinic");
        other.thenPatientGot("cancelled").on(EMAIL);
        first.thenTimelineSays("held cancelled patient email Paused").thenPatientDidNotGet("cancelled");
        clinic.whenTimePasses("PT41M");
        first.thenPatientGot("cancelled").on(EMAIL);
    }

    @Test
    void what_cannot_be_meant_is_refused_by_field() {
        assertThat(refused(aPause("PT1H").put("channel", "pigeon"))).containsExactly("channel");
        assertThat(refused(aPause("PT1H").put("kind", "Reminder 24h"))).containsExactly("kind");
        assertThat(refused(aPause("PT1H").put("providerReference", "doc-nobody")))
                .containsExactly("providerReference");
        assertThat(refused(aPause("-PT1H"))).containsExactly("until");
        assertThat(refused(aPause("P31D"))).containsExactly("until");
        assertThat(refused(aPause("PT1H").put("reason", "somebody@mail.example asked for it")))
                .containsExactly("reason");
        assertThat(refused(aPause("PT1H").put("reason", "ask at 03 5550 0100"))).containsExactly("reason");
        assertThat(refused(clinic.json().createObjectNode())).containsExactly("reason", "until");
        assertThat(refused(aPause("PT1H").put("clinic", "all"))).containsExactly("clinic");
    }

    private ObjectNode aPause(String time) {
        return clinic.json()
                .createObjectNode()
                .put("until", clinic.now().plus(Duration.parse(time)).toString())
                .put("reason", "a new template");
    }

    /** In force on this node when this returns: it was told at once. */
    private String pause(ObjectNode request) {
        HttpResponse<String> answer = clinic.post("/api/pauses", request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String id = clinic.read(answer).path("id").asText();
        started.add(id);
        return id;
    }

    private List<String> refused(ObjectNode request) {
        HttpResponse<String> answer = clinic.post("/api/pauses", request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        return clinic.read(answer).path("errors").findValuesAsText("field");
    }

    private JsonNode inForce(String pause) {
        for (JsonNode one : clinic.read(clinic.get("/api/pauses")).path("pauses")) {
            if (one.path("id").asText().equals(pause)) {
                return one;
            }
        }
        throw new AssertionError("not in force");
    }

    private int end(String pause) {
        return clinic.http()
                .send(clinic.http().request("/api/pauses/" + pause).DELETE())
                .statusCode();
    }

    private List<String> audited() {
        List<String> entries = new ArrayList<>();
        clinic.read(clinic.get("/api/audit?limit=1000")).path("entries").forEach(entry -> {
            String pause = entry.path("detail").asText().split(" ")[0].replace("pause=", "");
            entries.add(
                    entry.path("actor").asText() + " " + entry.path("action").asText() + " " + pause);
        });
        return entries;
    }
}
