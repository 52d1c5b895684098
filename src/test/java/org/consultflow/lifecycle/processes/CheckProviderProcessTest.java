package org.consultflow.lifecycle.processes;

import java.util.Map;

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

class CheckProviderProcessTest {

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
    void aSenderIsRefused() {
        started = postgres.engine()
                .getRuntimeService()
                .startProcessInstanceByKey(
                        "check-provider",
                        "whatsapp",
                        Map.of(
                                "provider", "whatsapp",
                                "channel", "whatsapp",
                                "errorCode", 63007,
                                "checkReason", "sender-refused",
                                "circuitOpen", true));
    }

    @Test
    void ops_get_a_task_that_says_what_to_do_and_that_nothing_ends_for_want_of_time() {
        Task task = task();
        assertThat(task)
                .hasName("Check provider")
                .hasDefinitionKey("task-check-provider")
                .hasCandidateGroup("ops");
        assertThat(task.getDueDate()).isNull();
        assertThat(task.getDescription()).contains("circuitOpen");
        assertThat(postgres.engine()
                        .getManagementService()
                        .createJobQuery()
                        .processInstanceId(started.getId())
                        .count())
                .isZero();
    }

    @Test
    void a_completed_task_ends_it() {
        postgres.engine().getTaskService().complete(task().getId());
        assertThat(started).isEnded().hasPassed("end-provider-checked").hasNotPassed("end-check-not-needed");
    }

    @Test
    void a_provider_that_works_again_ends_it() {
        postgres.engine()
                .getRuntimeService()
                .createMessageCorrelation("msg-provider-works-again")
                .processInstanceId(started.getId())
                .correlate();
        assertThat(started)
                .isEnded()
                .hasPassed("catch-provider-works-again", "end-check-not-needed")
                .hasNotPassed("end-provider-checked");
    }

    private Task task() {
        return postgres.engine()
                .getTaskService()
                .createTaskQuery()
                .processInstanceId(started.getId())
                .singleResult();
    }
}
