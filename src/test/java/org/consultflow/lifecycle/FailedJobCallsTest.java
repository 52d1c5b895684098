package org.consultflow.lifecycle;

import java.time.Instant;
import java.util.Date;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;
import org.consultflow.consultation.Consultation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@LifecycleTest
class FailedJobCallsTest {

    @Autowired
    private Steps steps;

    @Autowired
    private Recorder recorder;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    private Consultation consultation;

    @BeforeEach
    void aConsultation() {
        steps.fromTheBeginning();
        consultation = steps.booked(steps.aConsultation());
    }

    @Test
    void is_tried_five_times_then_an_incident_and_a_call() {
        recorder.failOn("tell patient reminder-24h");

        failAt("timer-reminder-24h", 4);
        assertThat(calls().count()).isZero();
        failAt("timer-reminder-24h", 1);

        assertThat(runtime.createIncidentQuery().incidentType("failedJob").list())
                .singleElement()
                .satisfies(incident -> assertThat(incident.getActivityId()).isEqualTo("timer-reminder-24h"));
        assertThat(runtime.getVariables(calls().singleResult().getId()))
                .containsEntry("consultationId", consultation.id().toString())
                .containsEntry("noticeId", null)
                .containsEntry("audience", "patient")
                .containsEntry("kind", "reminder-24h")
                .containsEntry("callReason", "job-failed")
                .containsEntry("callDueAt", Date.from(consultation.schedule().start()));
    }

    @Test
    void waits_half_a_minute_between_its_tries() {
        recorder.failOn("tell patient reminder-24h");

        Instant before = ClockUtil.now().toInstant();

        failAt("timer-reminder-24h", 1);

        Job job = steps.jobAt(consultation, "timer-reminder-24h");
        assertThat(job.getRetries()).isEqualTo(4);
        assertThat(job.getDuedate().toInstant())
                .isBetween(before.plusSeconds(30), ClockUtil.now().toInstant().plusSeconds(30));
    }

    @Test
    void asks_for_one_call_however_often_it_is_tried_again() {
        recorder.failOn("tell patient reminder-24h");
        failAt("timer-reminder-24h", 5);

        management.setJobRetries(steps.jobAt(consultation, "timer-reminder-24h").getId(), 1);
        failAt("timer-reminder-24h", 1);

        assertThat(calls().count()).isEqualTo(1);
    }

    @Test
    void asks_for_a_call_for_each_notification_that_failed() {
        recorder.failOn("tell patient reminder");

        failAt("timer-reminder-24h", 5);
        failAt("timer-reminder-1h", 5);

        assertThat(calls().list())
                .extracting(ProcessInstance::getId)
                .extracting(id -> runtime.getVariable(id, "kind"))
                .containsExactlyInAnyOrder("reminder-24h", "reminder-1h");
    }

    @Test
    void that_was_no_notification_is_named_by_its_element() {
        recorder.failOn("openSession");

        failAt("timer-start", 5);

        assertThat(calls().list())
                .extracting(call -> runtime.getVariable(call.getId(), "kind"))
                .containsExactly("task-open-session");
    }

    @Test
    void stands_on_an_element_whose_id_is_no_code_word() {
        consultation = steps.booked(steps.aConsultationDrawnWith("task-open-session", "Activity_0x1y2Z3"));
        recorder.failOn("openSession");

        failAt("timer-start", 5);

        assertThat(calls().list())
                .extracting(call -> runtime.getVariable(call.getId(), "kind"))
                .containsExactly("unknown");
    }

    @Test
    void is_an_incident_even_when_nobody_can_be_asked() {
        recorder.failOn("tell patient reminder-24h");
        repository.suspendProcessDefinitionByKey("phone-patient");
        try {
            failAt("timer-reminder-24h", 5);
        } finally {
            repository.activateProcessDefinitionByKey("phone-patient");
        }

        assertThat(runtime.createIncidentQuery().incidentType("failedJob").count())
                .isEqualTo(1);
        assertThat(calls().count()).isZero();
    }

    @Test
    void for_both_asks_to_phone_the_patient() {
        recorder.failOn("tell both session-started");
        steps.fire(consultation, "timer-start");

        failAt("task-tell-session-started", 5);

        assertThat(calls().list())
                .extracting(call -> runtime.getVariable(call.getId(), "audience"))
                .containsExactly("patient");
    }

    private void failAt(String element, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> steps.fire(consultation, element)).hasMessageContaining("said by the far end");
        }
    }

    private ProcessInstanceQuery calls() {
        return runtime.createProcessInstanceQuery().processDefinitionKey("phone-patient");
    }
}
