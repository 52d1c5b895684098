package org.consultflow.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;
import org.consultflow.consultation.Consultation;
import org.consultflow.delivery.LastResort;
import org.consultflow.delivery.NoticeKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@LifecycleTest
class PhoneCallsTest {

    @Autowired
    private Steps steps;

    @Autowired
    private Recorder recorder;

    @Autowired
    private LastResort lastResort;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private HistoryService history;

    @Autowired
    private ManagementService management;

    @Autowired
    private TransactionTemplate transaction;

    private Consultation consultation;

    @BeforeEach
    void aConsultation() {
        steps.fromTheBeginning();
        consultation = steps.booked(steps.aConsultation());
    }

    @Nested
    class A_notice_that_reached_nobody {

        private final UUID notice = UUID.randomUUID();

        @Test
        void is_a_task_for_a_person_due_before_the_visit() {
            ask(notice);

            Date dueBy = Date.from(consultation.schedule().start());
            assertThat(tasks.createTaskQuery()
                            .taskDefinitionKey("task-phone-patient")
                            .singleResult())
                    .satisfies(task -> assertThat(task.getDueDate()).isEqualTo(dueBy));
            assertThat(runtime.getVariables(calls().singleResult().getId()))
                    .containsEntry("consultationId", consultation.id().toString())
                    .containsEntry("noticeId", notice.toString())
                    .containsEntry("audience", "patient")
                    .containsEntry("kind", "reminder-24h")
                    .containsEntry("callReason", "undelivered-63024")
                    .containsEntry("callDueAt", dueBy)
                    .hasSize(6);
        }

        @Test
        void is_asked_for_once_even_when_the_call_has_been_made() {
            ask(notice);
            ask(notice);
            assertThat(calls().count()).isEqualTo(1);

            tasks.complete(tasks.createTaskQuery().singleResult().getId());
            ask(notice);

            assertThat(calls().count()).isZero();
        }

        @Test
        void needs_no_call_any_more_when_proof_came_after_all() {
            UUID another = UUID.randomUUID();
            ask(notice);
            ask(another);

            in(last -> last.callNotNeeded(notice));

            assertThat(calls().list())
                    .extracting(call -> runtime.getVariable(call.getId(), "noticeId"))
                    .containsExactly(another.toString());
        }

        @Test
        void that_no_call_was_asked_for_is_no_error() {
            in(last -> last.callNotNeeded(notice));

            assertThat(calls().count()).isZero();
        }

        @Test
        void is_not_asked_for_when_the_transaction_that_records_it_fails() {
            assertThatThrownBy(() -> in(last -> {
                        last.askForCall(notice, key(), "undelivered-63024", Instant.MAX.minusSeconds(1));
                    }))
                    .isInstanceOf(RuntimeException.class);

            assertThat(calls().count()).isZero();
        }

        @Test
        void is_superseded_when_the_consultation_is_cancelled_or_moved() {
            ask(notice);
            steps.inTransaction(commands -> commands.rescheduled(Steps.moved(consultation, Duration.ofDays(1))));
            assertThat(calls().count()).isZero();

            ask(UUID.randomUUID());
            steps.inTransaction(commands -> commands.cancelled(consultation));
            assertThat(calls().count()).isZero();
        }

        private void ask(UUID id) {
            in(last -> last.askForCall(
                    id, key(), "undelivered-63024", consultation.schedule().start()));
        }

        private NoticeKey key() {
            return new NoticeKey(consultation.id(), "reminder-24h", 1, "patient", 0);
        }

        private void in(Consumer<LastResort> call) {
            transaction.executeWithoutResult(status -> call.accept(lastResort));
        }
    }

    @Nested
    class A_job_that_failed_for_good {

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
                    .containsEntry(
                            "callDueAt", Date.from(consultation.schedule().start()));
        }

        @Test
        void waits_half_a_minute_between_its_tries() {
            recorder.failOn("tell patient reminder-24h");

            failAt("timer-reminder-24h", 1);

            assertThat(steps.jobAt(consultation, "timer-reminder-24h"))
                    .satisfies(job -> assertThat(job.getRetries()).isEqualTo(4))
                    .satisfies(job -> assertThat(job.getDuedate())
                            .isAfter(org.camunda.bpm.engine.impl.util.ClockUtil.now())
                            .isBeforeOrEqualTo(Date.from(org.camunda.bpm.engine.impl.util.ClockUtil.now()
                                    .toInstant()
                                    .plusSeconds(30))));
        }

        @Test
        void asks_for_one_call_however_often_it_is_tried_again() {
            recorder.failOn("tell patient reminder-24h");
            failAt("timer-reminder-24h", 5);

            management.setJobRetries(
                    steps.jobAt(consultation, "timer-reminder-24h").getId(), 1);
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

        private void failAt(String element, int times) {
            for (int i = 0; i < times; i++) {
                assertThatThrownBy(() -> steps.fire(consultation, element)).hasMessageContaining("said by the far end");
            }
        }
    }

    private ProcessInstanceQuery calls() {
        return runtime.createProcessInstanceQuery().processDefinitionKey("phone-patient");
    }
}
