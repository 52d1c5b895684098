package org.consultflow;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.consultflow.support.TwilioCalls;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Channel.SMS;
import static org.consultflow.support.Channel.WHATSAPP;
import static org.consultflow.support.Clinic.withoutEmail;

/** A person is the last channel: whom no message reaches somebody is asked to phone, for as long as that makes sense. */
@ServiceTest
class PhoneCallTest {

    private static final DateTimeFormatter ENGINE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx");

    @Autowired
    Clinic clinic;

    @Autowired
    TwilioCalls twilio;

    @Test
    void the_call_is_due_before_the_visit_and_done_when_somebody_says_so() {
        BookedConsultation unreached = whomNoReminderReached();

        JsonNode task = onlyCallFor(unreached);
        assertThat(due(task)).isAfter(clinic.now()).isBefore(unreached.start());
        assertThat(task.path("name").asText()).isEqualTo("Phone patient");
        JsonNode variables =
                clinic.read(clinic.get("/engine-rest/task/" + task.path("id").asText() + "/variables"));
        assertThat(variables.at("/callReason/value").asText()).isEqualTo("failed-30005");
        assertThat(variables.at("/kind/value").asText()).isEqualTo("reminder-24h");
        assertThat(variables.at("/audience/value").asText()).isEqualTo("patient");

        var done = clinic.post(
                "/engine-rest/task/" + task.path("id").asText() + "/complete",
                clinic.json().createObjectNode());

        assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
        assertThat(callsFor(unreached)).isEmpty();
        assertThat(endsOf(unreached)).containsExactly("end-patient-phoned");
    }

    @Test
    void nobody_phones_about_a_visit_that_was_cancelled() {
        BookedConsultation unreached = whomNoReminderReached();
        onlyCallFor(unreached);

        unreached.whenCancelledBy("provider");

        assertThat(callsFor(unreached)).extracting(task -> about(task)).containsExactly("cancelled");
        assertThat(endsOf(unreached)).containsExactly("end-call-overtaken");
    }

    @Test
    void nobody_phones_when_it_is_too_late_for_it() {
        BookedConsultation unreached = whomNoReminderReached();
        Instant due = due(onlyCallFor(unreached));

        clinic.whenItIs(due.minusSeconds(60));
        assertThat(callsFor(unreached)).hasSize(1);
        clinic.whenItIs(due.plusSeconds(1));

        assertThat(callsFor(unreached)).isEmpty();
        assertThat(endsOf(unreached)).containsExactly("end-call-overtaken");
    }

    @Test
    void nobody_phones_whom_the_message_reached_after_all() {
        BookedConsultation unreached = whomNoReminderReached();
        onlyCallFor(unreached);
        var messages = unreached.messages(WHATSAPP);

        twilio.receipt(messages.get(messages.size() - 1), "delivered");

        assertThat(callsFor(unreached)).isEmpty();
        assertThat(endsOf(unreached)).containsExactly("end-call-overtaken");
        unreached.thenPatientGot("reminder-24h").on(WHATSAPP);
    }

    private BookedConsultation whomNoReminderReached() {
        BookedConsultation booked = clinic.aBookedConsultation(withoutEmail());
        clinic.faultFor(booked, WHATSAPP, FaultKind.FAILS, null);
        clinic.faultFor(booked, SMS, FaultKind.FAILS, null);
        return booked.whenItIsBeforeStart("PT23H").thenTwilioTook(2, 1);
    }

    private JsonNode onlyCallFor(BookedConsultation consultation) {
        List<JsonNode> calls = callsFor(consultation);
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    private List<JsonNode> callsFor(BookedConsultation consultation) {
        return list("/engine-rest/task?processDefinitionKey=phone-patient&maxResults=10&processInstanceBusinessKey="
                + consultation.id());
    }

    /** Where the calls that are over have ended. */
    private List<String> endsOf(BookedConsultation consultation) {
        List<String> ends = new ArrayList<>();
        for (JsonNode call : list("/engine-rest/history/process-instance?finished=true&maxResults=10"
                + "&processDefinitionKey=phone-patient&processInstanceBusinessKey=" + consultation.id())) {
            list("/engine-rest/history/activity-instance?activityType=noneEndEvent&maxResults=10&processInstanceId="
                            + call.path("id").asText())
                    .forEach(end -> ends.add(end.path("activityId").asText()));
        }
        return ends;
    }

    private String about(JsonNode task) {
        return clinic.read(clinic.get("/engine-rest/task/" + task.path("id").asText() + "/variables"))
                .at("/kind/value")
                .asText();
    }

    private List<JsonNode> list(String path) {
        var answer = clinic.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> found = new ArrayList<>();
        clinic.read(answer).forEach(found::add);
        return found;
    }

    private static Instant due(JsonNode task) {
        return OffsetDateTime.parse(task.path("due").asText(), ENGINE_TIME).toInstant();
    }
}
