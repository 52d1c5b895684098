package org.consultflow.lifecycle.processes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.consultflow.lifecycle.deployment.EngineOnPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

class PatientReplyProcessTest {

    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final Date DUE = Date.from(NOW.plus(Duration.ofHours(2)));
    private static final List<String> CLOSED = new ArrayList<>();
    private static boolean closingFails;
    private static EngineOnPostgres postgres;

    private ProcessInstance started;

    @BeforeAll
    static void start() {
        postgres = new EngineOnPostgres();
        postgres.bean("closeReply", (JavaDelegate) execution -> {
            if (closingFails) {
                throw new IllegalStateException("the inbox is away");
            }
            CLOSED.add((String) execution.getVariable("replyId"));
        });
        postgres.deployShipped();
        AbstractAssertions.init(postgres.engine());
    }

    @AfterAll
    static void stop() throws Exception {
        AbstractAssertions.reset();
        postgres.close();
    }

    @BeforeEach
    void somebodyWrote() {
        ClockUtil.setCurrentTime(Date.from(NOW));
        CLOSED.clear();
        closingFails = false;
        started = postgres.engine()
                .getRuntimeService()
                .startProcessInstanceByKey("patient-reply", "reply-1", Map.of("replyId", "reply-1", "replyDueAt", DUE));
    }

    @Test
    void reception_gets_a_task_with_its_due_date_and_what_to_do() {
        Task task = task();
        assertThat(task)
                .hasName("Answer the patient")
                .hasDefinitionKey("task-answer-patient")
                .hasCandidateGroup("reception")
                .hasDueDate(DUE);
        assertThat(task.getDescription()).startsWith("A patient, or somebody at the same number");
        assertThat(CLOSED).isEmpty();
    }

    @Test
    void its_form_is_the_page_that_shows_what_was_written_so_that_the_engine_need_not() {
        assertThat(postgres.engine()
                        .getFormService()
                        .getTaskFormData(task().getId())
                        .getFormKey())
                .isEqualTo("/replies");
    }

    @Test
    void a_completed_task_closes_the_conversation_and_ends_it() {
        postgres.engine().getTaskService().complete(task().getId());

        assertThat(started)
                .isEnded()
                .hasPassedInOrder("task-answer-patient", "task-close-reply", "end-patient-answered");
        assertThat(CLOSED).containsExactly("reply-1");
    }

    @Test
    void a_conversation_that_cannot_be_closed_leaves_the_task_open() {
        closingFails = true;
        String task = task().getId();
        assertThatThrownBy(() -> postgres.engine().getTaskService().complete(task))
                .hasMessageContaining("the inbox is away");
        assertThat(started).isWaitingAt("task-answer-patient");

        closingFails = false;
        postgres.engine().getTaskService().complete(task);
        assertThat(started).isEnded();
        assertThat(CLOSED).containsExactly("reply-1");
    }

    private Task task() {
        return postgres.engine()
                .getTaskService()
                .createTaskQuery()
                .processInstanceId(started.getId())
                .singleResult();
    }
}
