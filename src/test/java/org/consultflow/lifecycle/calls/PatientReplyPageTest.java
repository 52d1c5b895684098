package org.consultflow.lifecycle.calls;

import java.net.http.HttpResponse;
import java.time.temporal.ChronoUnit;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.EngineTables;
import org.consultflow.support.ServiceTest;
import org.consultflow.support.TwilioCalls;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Channel.SMS;
import static org.consultflow.support.Channel.WHATSAPP;

/** A reminder is answered by message: what that does, and what who answers a patient is shown. */
@ServiceTest
class PatientReplyPageTest {

    @Autowired
    Clinic clinic;

    @Autowired
    TwilioCalls twilio;

    @Autowired
    TaskService tasks;

    @Autowired
    IdentityService identities;

    @Autowired
    EngineTables engine;

    @Test
    void a_patient_confirms_by_message_and_cancels_by_another_and_each_is_told_once() {
        BookedConsultation visit = clinic.aBookedConsultation(Clinic.withoutEmail());
        visit.whenItIsBeforeStart("PT23H").thenPatientGot("reminder-24h").on(WHATSAPP);
        assertThat(visit.messages(WHATSAPP))
                .anySatisfy(message -> assertThat(message.body()).contains("C to confirm, X to cancel"));
        assertThat(visit.read().path("patientConfirmed").asBoolean()).isFalse();

        assertThat(twilio.writes(visit, WHATSAPP, "1")).contains("<Body>Example Clinic: thank you");

        visit.thenTimelineSays("patient-confirmed");
        assertThat(visit.read().path("patientConfirmed").asBoolean()).isTrue();
        visit.whenItIsBeforeStart("PT30M").thenPatientGot("reminder-1h").on(WHATSAPP);
        int before = visit.messages(WHATSAPP).size();

        assertThat(twilio.writes(visit, SMS, "X")).endsWith("<Response/>");

        visit.thenStatusIs("cancelled").thenPatientGot("cancelled").on(WHATSAPP);
        assertThat(visit.messages(WHATSAPP)).hasSize(before + 1);
        assertThat(tasks.createTaskQuery()
                        .processDefinitionKey("patient-reply")
                        .processInstanceBusinessKey(visit.id().toString())
                        .count())
                .isZero();
    }

    @Test
    void the_sandboxs_phone_writes_as_twilio_hands_it_over_and_shows_what_is_answered() {
        BookedConsultation visit = clinic.aBookedConsultation();
        String path = "/sandbox/consultations/" + visit.id() + "/reply";

        var sent = clinic.post(
                path, clinic.json().createObjectNode().put("channel", "sms").put("text", "baja"));

        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(204);
        var phone = clinic.read(clinic.get("/sandbox/state?consultation=" + visit.id()))
                .path("phone");
        assertThat(phone.at("/0/body").asText()).isEqualTo("baja");
        assertThat(phone.at("/0/status").asText()).isEqualTo("received");
        assertThat(phone.at("/1/body").asText()).contains("ya no le enviaremos mensajes por SMS");
        assertThat(clinic.post(path, clinic.json().createObjectNode().put("channel", "fax"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void what_a_patient_writes_is_read_and_closed_by_reception_and_the_engine_sees_nothing_of_it() {
        BookedConsultation visit = clinic.aBookedConsultation();
        visit.whenItIsBeforeStart("PT23H");
        twilio.writes(visit, SMS, "My cough is worse, <b>Dr X</b>?");
        Task task = taskOf(visit);
        Desk maria = Desk.ofNew("mariaAnswers", "reception", identities, clinic);

        HttpResponse<String> page = maria.read("/replies", task.getId());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("My cough is worse, &lt;b&gt;Dr X&lt;/b&gt;?")
                .contains(visit.patientName(), "tel:" + visit.phone(), "no word that the system knows")
                .contains("datetime=\"" + task.getDueDate().toInstant().truncatedTo(ChronoUnit.SECONDS) + "\"")
                .doesNotContain("<script", "<b>Dr");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(visit.secrets()).noneMatch(engine.text()::contains);
        assertThat(engine.text()).doesNotContain("cough");
        assertThat(maria.reading("es").read("/replies", task.getId()).body()).contains("Responda a este paciente");
        assertThat(Desk.withoutLogin(clinic).read("/replies", task.getId()).statusCode())
                .isEqualTo(401);
        assertThat(maria.read("/replies", "nothing").statusCode()).isEqualTo(404);

        twilio.writes(visit, SMS, "And my knee");
        HttpResponse<String> tooEarly = maria.close(task.getId(), "answered", 1);
        assertThat(tooEarly.statusCode()).isEqualTo(409);
        assertThat(tooEarly.body()).contains("Another message has come", "And my knee");
        assertThat(maria.close(task.getId(), "perhaps", 2).statusCode()).isEqualTo(400);
        assertThat(maria.close(task.getId(), "answered", 2).statusCode()).isEqualTo(200);

        assertThat(maria.close(task.getId(), "answered", 2).statusCode()).isEqualTo(410);
        visit.thenTimelineSays("patient-wrote", "reply-answered");
        assertThat(visit.entries())
                .anySatisfy(entry -> assertThat(entry.path("detail").asText()).isEqualTo("answered, by mariaAnswers"));
        twilio.writes(visit, SMS, "Thanks");
        assertThat(taskOf(visit).getId()).isNotEqualTo(task.getId());
    }

    @Test
    void that_somebody_read_it_is_in_the_audit_of_the_visit_and_that_somebody_was_refused_is_not() {
        BookedConsultation visit = clinic.aBookedConsultation();
        visit.whenItIsBeforeStart("PT23H");
        twilio.writes(visit, SMS, "My elbow, too");
        String task = taskOf(visit).getId();
        Desk reader = Desk.ofNew("readsReplies", "reception", identities, clinic);

        assertThat(Desk.withoutLogin(clinic).read("/replies", task).statusCode())
                .isEqualTo(401);
        assertThat(reads(visit)).isEmpty();
        assertThat(reader.read("/replies", task).statusCode()).isEqualTo(200);

        assertThat(reads(visit)).singleElement().satisfies(read -> {
            assertThat(read.path("actor").asText()).isEqualTo("ops:readsReplies");
            assertThat(read.path("detail").asText()).isEqualTo("participant=patient page=reply");
        });
        assertThat(clinic.read(clinic.get("/api/audit/verification"))
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    private List<JsonNode> reads(BookedConsultation visit) {
        return clinic.read(clinic.get("/api/audit?limit=1000&consultationId=" + visit.id()))
                .path("entries")
                .valueStream()
                .filter(entry -> entry.path("action").asText().equals("contact-read"))
                .toList();
    }

    @Test
    void what_an_unknown_number_writes_is_a_task_too() {
        BookedConsultation unwritten = clinic.aBookedConsultation();

        assertThat(twilio.writes(unwritten, SMS, "Who is this?")).contains("staff will read");

        assertThat(tasks.createTaskQuery()
                        .processDefinitionKey("patient-reply")
                        .processVariableValueEquals("replyReason", "unknown-number")
                        .list())
                .isNotEmpty();
    }

    private Task taskOf(BookedConsultation patient) {
        return tasks.createTaskQuery()
                .processDefinitionKey("patient-reply")
                .processInstanceBusinessKey(patient.id().toString())
                .singleResult();
    }
}
