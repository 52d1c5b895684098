package org.consultflow.lifecycle.processes;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.consultflow.lifecycle.deployment.EngineOnPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

class PhonePatientProcessTest {

    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final Date DUE = Date.from(NOW.plus(Duration.ofHours(2)));
    private static EngineOnPostgres postgres;

    private ProcessInstance started;

    @BeforeAll
    static void start() {
        postgres = new EngineOnPostgres();
        postgres.deployShipped();
        AbstractAssertions.init(postgres.engine());
    }

    @AfterAll
    static void stop() throws Exception {
        AbstractAssertions.reset();
        postgres.close();
    }

    @BeforeEach
    void nobodyReached() {
        ClockUtil.setCurrentTime(Date.from(NOW));
        started = postgres.engine()
                .getRuntimeService()
                .startProcessInstanceByKey(
                        "phone-patient",
                        "consultation-1",
                        Map.of(
                                "consultationId", "consultation-1",
                                "audience", "patient",
                                "kind", "reminder-1h",
                                "callReason", "nobody-reached",
                                "callDueAt", DUE));
    }

    @Test
    void reception_gets_a_task_with_its_due_date_and_what_to_do() {
        Task task = task();
        assertThat(task).hasName("Phone patient").hasCandidateGroup("reception").hasDueDate(DUE);
        assertThat(task.getDescription()).startsWith("A message about a consultation did not arrive");
    }

    @Test
    void its_form_is_the_page_that_shows_the_number_so_that_the_engine_need_not() {
        assertThat(postgres.engine()
                        .getFormService()
                        .getTaskFormData(task().getId())
                        .getFormKey())
                .isEqualTo("/phone-calls");
    }

    @Test
    void a_completed_task_ends_it() {
        postgres.engine().getTaskService().complete(task().getId());
        assertThat(started).isEnded().hasPassed("end-patient-phoned");
    }

    @Test
    void a_call_that_is_not_needed_any_more_ends_it() {
        postgres.engine()
                .getRuntimeService()
                .createMessageCorrelation("msg-call-not-needed")
                .processInstanceId(started.getId())
                .correlate();
        assertThat(started).isEnded().hasPassed("catch-call-not-needed", "end-call-overtaken");
    }

    @Test
    void a_call_whose_moment_has_gone_ends_it() {
        Job due = postgres.engine()
                .getManagementService()
                .createJobQuery()
                .processInstanceId(started.getId())
                .singleResult();
        assertThat(due.getDuedate()).isEqualTo(DUE);
        postgres.engine().getManagementService().executeJob(due.getId());
        assertThat(started).isEnded().hasPassed("timer-call-due", "end-call-overtaken");
    }

    private Task task() {
        return postgres.engine()
                .getTaskService()
                .createTaskQuery()
                .processInstanceId(started.getId())
                .singleResult();
    }
}
