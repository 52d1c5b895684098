package org.consultflow.lifecycle;

import java.time.Duration;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;
import org.consultflow.consultation.Consultation;
import org.consultflow.delivery.LastResort;
import org.consultflow.delivery.NoticeKey;
import org.junit.jupiter.api.BeforeEach;
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
    private LastResort lastResort;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private TransactionTemplate transaction;

    private Consultation consultation;

    @BeforeEach
    void aConsultation() {
        steps.fromTheBeginning();
        consultation = steps.booked(steps.aConsultation());
    }

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
    void is_over_when_somebody_says_elsewhere_that_the_call_was_made() {
        UUID another = UUID.randomUUID();
        ask(notice);
        ask(another);

        in(last -> last.callMade(notice));

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
                    last.askForCall(
                            notice,
                            key(),
                            "undelivered-63024",
                            consultation.schedule().start());
                    throw new IllegalArgumentException("recording it fails");
                }))
                .hasMessage("recording it fails");

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

    @Test
    void is_superseded_when_the_payment_does_not_come_or_nobody_answers() {
        consultation = steps.booked(steps.aConsultation(false, Duration.ofHours(10)));
        ask(notice);
        steps.fire(consultation, "timer-payment-due");
        assertThat(calls().count()).isZero();

        consultation = steps.booked(steps.aConsultation(true, null));
        ask(UUID.randomUUID());
        steps.fire(consultation, "timer-acceptance-due");
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

    private ProcessInstanceQuery calls() {
        return runtime.createProcessInstanceQuery().processDefinitionKey("phone-patient");
    }
}
