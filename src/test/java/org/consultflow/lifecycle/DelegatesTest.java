package org.consultflow.lifecycle;

import java.time.Duration;
import java.util.Map;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@LifecycleTest
class DelegatesTest {

    @Autowired
    private Steps steps;

    @Autowired
    private Recorder recorder;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private HistoryService history;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RoomWorker rooms;

    @Autowired
    private ApplicationContext context;

    @BeforeEach
    void fromTheBeginning() {
        steps.fromTheBeginning();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sendNotification",
                "awaitPayment",
                "confirmConsultation",
                "declineUnanswered",
                "cancelUnpaid",
                "openSession",
                "closeSession"
            })
    void a_diagram_may_name(String delegate) {
        assertThat(context.getBean(delegate)).isInstanceOf(JavaDelegate.class);
        assertThat(context.findAnnotationOnBean(delegate, ProcessBean.class)).isNotNull();
    }

    @Test
    void an_unanswered_request_is_declined_at_its_due_date() {
        Consultation booked = steps.booked(steps.aConsultation(true, null));

        steps.fire(booked, "timer-acceptance-due");

        assertThat(recorder.calls())
                .containsSubsequence("declineUnanswered (in a transaction)", "tell both declined (in a transaction)");
        assertThat(steps.instanceOf(booked)).isNull();
    }

    @Test
    void an_unpaid_booking_is_chased_and_then_cancelled() {
        Consultation booked = steps.booked(steps.aConsultation(false, Duration.ofHours(10)));

        steps.fire(booked, "timer-payment-reminder");
        steps.fire(booked, "timer-payment-due");

        assertThat(recorder.calls())
                .containsSubsequence(
                        "awaitPayment (in a transaction)",
                        "tell patient payment-requested (in a transaction)",
                        "tell patient payment-overdue (in a transaction)",
                        "cancelUnpaid (in a transaction)",
                        "tell both cancelled (in a transaction)");
    }

    @Test
    void the_outcome_of_a_session_left_open_is_written_as_a_word() {
        recorder.closeAs(ConsultationStatus.NO_SHOW);
        Consultation booked = steps.booked(steps.aConsultation());
        steps.toTheSession(booked, rooms);
        String instance = steps.instanceOf(booked).getId();

        steps.fire(booked, "timer-session-closes");
        rooms.work();

        assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceId(instance)
                        .variableName("outcome")
                        .singleResult())
                .extracting(HistoricVariableInstance::getValue)
                .isEqualTo("no-show");
        assertThat(recorder.calls())
                .containsSubsequence(
                        "openSession (in a transaction)",
                        "tell both session-started (in a transaction)",
                        "closeSession (in a transaction)",
                        "tell both no-show (in a transaction)");
        assertThat(steps.instanceOf(booked)).isNull();
    }

    @Test
    void a_send_task_without_its_kind_says_so_in_a_sentence() {
        deploy(Bpmn.createExecutableProcess("incomplete")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask("task-incomplete")
                .name("Send something")
                .camundaDelegateExpression("${sendNotification}")
                .camundaInputParameter("audience", "patient")
                .endEvent()
                .done());

        assertThatThrownBy(
                        () -> runtime.startProcessInstanceByKey("incomplete", "0d4c1b52-3c5f-4a52-8a43-6e1a7a7f3f10"))
                .hasMessageContaining(
                        "the element 'Send something' (task-incomplete) needs the input parameter 'kind', a text");
    }

    @Test
    void a_variable_of_the_wrong_type_is_named_with_what_was_found() {
        deploy(Bpmn.createExecutableProcess("mistyped")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask("task-mistyped")
                .name("Note an answer")
                .camundaDelegateExpression("${recordAttendance}")
                .endEvent()
                .done());

        assertThatThrownBy(() -> runtime.startProcessInstanceByKey(
                        "mistyped", "0d4c1b52-3c5f-4a52-8a43-6e1a7a7f3f10", Map.of("answeredVia", 1)))
                .hasMessageContaining("needs the process variable 'answeredVia' as String, but found Integer");
    }

    @Test
    void a_business_key_that_is_no_consultations_id_is_said_in_a_sentence() {
        deploy(Bpmn.createExecutableProcess("keyless")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask("task-keyless")
                .name("Send something")
                .camundaDelegateExpression("${sendNotification}")
                .endEvent()
                .done());

        for (String key : new String[] {null, "a key"}) {
            assertThatThrownBy(() -> runtime.startProcessInstanceByKey("keyless", key))
                    .hasMessageContaining("'Send something' (task-keyless) needs a process whose business key is a"
                            + " consultation's id");
        }
    }

    private void deploy(BpmnModelInstance model) {
        repository.createDeployment().addModelInstance("test.bpmn", model).deploy();
    }
}
