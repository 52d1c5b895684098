package org.consultflow;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.JoinLinks;
import org.consultflow.sandbox.twilio.RoomParticipant;
import org.consultflow.sandbox.twilio.SandboxRecording;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.consultflow.support.TwilioRequests;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** A call that is recorded, from the question to the deletion, over the service's own doors. */
@ServiceTest
class RecordedCallTest {

    @Autowired
    Clinic clinic;

    @Autowired
    JoinLinks links;

    @Autowired
    Consultations consultations;

    @Autowired
    TwilioRequests twilioRequests;

    @Test
    void a_call_is_recorded_from_the_patient_s_yes_to_their_stop_and_what_was_recorded_is_deleted_on_request() {
        BookedConsultation visit = clinic.aBookedConsultation(clinic.startingIn("PT5M"));
        String patient = link(visit, "patient");
        String provider = link(visit, "provider");
        say(patient, "/arrive");
        say(provider, "/arrive");
        say(provider, "/admit");
        RoomParticipant doctor = comesIn(provider);
        comesIn(patient);

        assertThat(say(provider, "/recording/ask")).isEqualTo("asked");
        assertThat(recordings(visit)).isEmpty();
        assertThat(post(patient, "/recording/answer", "{\"agrees\": true}")).isEqualTo("on");
        Awaitility.await().until(() -> recordings(visit).size() == 4);
        assertThat(say(patient, "/recording/stop")).isEqualTo("stopped");
        Awaitility.await().untilAsserted(() -> assertThat(recordings(visit))
                .allSatisfy(one -> assertThat(one.path("status").asText()).isEqualTo("completed")));

        assertThat(clinic.twilio().inRoom(doctor.roomSid()))
                .as("the call goes on")
                .hasSize(2);
        JsonNode sound = recordings(visit).stream()
                .filter(one -> one.path("kind").asText().equals("audio")
                        && one.path("participant").asText().equals("patient"))
                .findFirst()
                .orElseThrow();
        String path = visit.path() + "/recordings/" + sound.path("id").asText();
        HttpResponse<String> link = clinic.get(path + "/media");
        assertThat(link.headers().firstValue("Cache-Control")).contains("no-store");
        String file = URI.create(clinic.read(link).path("url").asText()).getPath();
        assertThat(clinic.http().send(clinic.http().anonymous(file)).body()).contains("audio");

        assertThat(clinic.http().send(clinic.http().request(path).DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(clinic.http().send(clinic.http().request(path).DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(clinic.get(path + "/media").statusCode()).isEqualTo(409);
        assertThat(clinic.get(visit.path() + "/recordings/" + visit.id() + "/media")
                        .statusCode())
                .isEqualTo(404);
        assertThat(clinic.twilio().recordings().stream()
                        .filter(one -> one.participant().roomSid().equals(doctor.roomSid()))
                        .map(SandboxRecording::status))
                .containsExactlyInAnyOrder("deleted", "completed", "completed", "completed");

        assertThat(clinic.read(clinic.get("/api/audit?consultationId=" + visit.id()))
                        .findValuesAsText("action"))
                .containsSubsequence(
                        "recording-asked",
                        "recording-agreed",
                        "recording-started",
                        "recording-stopped",
                        "recording-opened",
                        "recording-deletion-asked",
                        "recording-deleted")
                .containsOnlyOnce("recording-deleted");
        assertThat(clinic.read(clinic.get(visit.path() + "/timeline")).findValuesAsText("what"))
                .containsSubsequence("recording-agreed", "recording-started", "recording-stopped", "recording-deleted");
        assertThat(twilioRequests.complaints()).isEmpty();
    }

    @Test
    void a_patient_is_told_what_was_recorded_of_them_and_nothing_of_it_is_left_once_they_are_erased() {
        BookedConsultation visit = clinic.aBookedConsultation(clinic.startingIn("PT5M"));
        String patient = link(visit, "patient");
        String provider = link(visit, "provider");
        say(patient, "/arrive");
        say(provider, "/arrive");
        say(provider, "/admit");
        RoomParticipant doctor = comesIn(provider);
        comesIn(patient);
        say(provider, "/recording/ask");
        post(patient, "/recording/answer", "{\"agrees\": true}");
        Awaitility.await().until(() -> recordings(visit).size() == 4);
        say(patient, "/recording/stop");
        visit.whenItIsAfterStart("PT1M").when("complete");
        Awaitility.await().untilAsserted(() -> assertThat(recordings(visit))
                .allSatisfy(one -> assertThat(one.path("status").asText()).isEqualTo("completed")));

        JsonNode held = clinic.read(clinic.get("/api/patients/" + visit.reference() + "/export"))
                .at("/held/recordings/0");
        assertThat(held.at("/consents/0/answer").asText()).isEqualTo("yes");
        List<String> media = held.findValuesAsText("link");
        assertThat(media).hasSize(4).allSatisfy(link -> assertThat(
                        clinic.read(clinic.get(link)).path("url").asText())
                .isNotEmpty());

        assertThat(clinic.http()
                        .send(clinic.http()
                                .request("/api/patients/" + visit.reference())
                                .DELETE())
                        .statusCode())
                .isEqualTo(200);

        assertThat(clinic.get(media.get(0)).statusCode()).isEqualTo(409);
        Awaitility.await().untilAsserted(() -> assertThat(clinic.twilio().recordings().stream()
                        .filter(one -> one.participant().roomSid().equals(doctor.roomSid()))
                        .map(SandboxRecording::status))
                .containsOnly("deleted"));
        Awaitility.await().untilAsserted(() -> assertThat(
                        clinic.read(clinic.get("/api/providers/" + visit.providerReference() + "/export"))
                                .at("/held/recordings/0/recordings"))
                .as("nor is it held of the provider")
                .isEmpty());
    }

    private List<JsonNode> recordings(BookedConsultation visit) {
        JsonNode list = clinic.read(clinic.get(visit.path() + "/recordings"));
        assertThat(list.at("/consents/0/answer").asText()).isIn("", "yes");
        return list.path("recordings").valueStream().toList();
    }

    private RoomParticipant comesIn(String link) {
        return clinic.twilio()
                .enterRoom(clinic.read(send(link, "/token", "")).path("token").asText())
                .orElseThrow();
    }

    private String say(String link, String what) {
        return post(link, what, "");
    }

    /** @return how it stands with the recording */
    private String post(String link, String what, String body) {
        HttpResponse<String> answer = send(link, what, body);
        assertThat(answer.statusCode()).as(what + ": " + answer.body()).isEqualTo(200);
        return clinic.read(answer).at("/view/recording").asText();
    }

    private HttpResponse<String> send(String link, String what, String body) {
        return clinic.http()
                .send(clinic.http()
                        .anonymous(link + what)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private String link(BookedConsultation visit, String participant) {
        return links.linkFor(consultations.get(visit.id()), participant)
                .map(URI::getPath)
                .orElseThrow();
    }
}
