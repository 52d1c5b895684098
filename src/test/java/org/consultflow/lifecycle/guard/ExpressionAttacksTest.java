package org.consultflow.lifecycle.guard;

import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.TaskQuery;
import org.consultflow.lifecycle.guard.Wire.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@GuardedEngine
class ExpressionAttacksTest {

    private static final String ATTACK = "${treasure.take()}";

    @LocalServerPort
    int port;

    @Autowired
    TaskService tasks;

    @Autowired
    FilterService filters;

    @Autowired
    ProcessEngineConfiguration engine;

    @Autowired
    GuardedEngineApplication.Treasure treasure;

    private Wire wire;

    @BeforeEach
    void enter() {
        wire = Wire.admin(port);
    }

    @AfterEach
    void theTreasureIsStillThere() {
        assertThat(treasure.isTaken()).isFalse();
    }

    @Test
    void a_task_query_with_an_expression_inside_orQueries() {
        refused(wire.post(
                "/engine-rest/task?maxResults=1", "{\"orQueries\":[{\"assigneeExpression\":\"" + ATTACK + "\"}]}"));
    }

    @Test
    void a_task_query_with_an_expression_whose_key_is_written_in_escapes() {
        refused(wire.post(
                "/engine-rest/task?maxResults=1",
                "{\"orQueries\":[{\"assignee\\u0045xpression\":\"" + ATTACK + "\"}]}"));
    }

    @Test
    void a_task_query_with_an_expression_in_another_encoding() {
        Answer answer = wire.send(
                "POST",
                "/engine-rest/task/count",
                "{\"assigneeExpression\":\"" + ATTACK + "\"}",
                "application/json; charset=ISO-8859-1");
        refused(answer);
    }

    @Test
    void a_task_query_with_an_expression_in_the_address() {
        refused(wire.get("/engine-rest/task?maxResults=1&assigneeExpression=%24%7Btreasure.take()%7D"));
        refused(wire.get("/engine-rest/task?maxResults=1&assignee%45xpression=%24%7Btreasure.take()%7D"));
    }

    @Test
    void a_task_query_with_an_expression_below_the_engine_s_name() {
        refused(wire.post(
                "/engine-rest/engine/default/task/count",
                "{\"orQueries\":[{\"candidateGroupExpression\":\"" + ATTACK + "\"}]}"));
    }

    @Test
    void a_stored_filter_with_an_expression() {
        refused(wire.post(
                "/engine-rest/filter/create",
                "{\"resourceType\":\"Task\",\"name\":\"attack\",\"query\":{\"assigneeExpression\":\"" + ATTACK
                        + "\"}}"));
        assertThat(filters.createFilterQuery().filterName("attack").count()).isZero();
    }

    @Test
    void a_stored_filter_that_is_extended_with_an_expression_when_it_is_run() {
        String id = filters.saveFilter(filters.newTaskFilter("all").setQuery(tasks.createTaskQuery()))
                .getId();

        refused(wire.post(
                "/engine-rest/filter/" + id + "/list?maxResults=1", "{\"assigneeExpression\":\"" + ATTACK + "\"}"));

        filters.deleteFilter(id);
    }

    @Test
    void a_body_with_the_same_name_twice() {
        refused(wire.post("/engine-rest/task/count", "{\"assignee\":\"a\",\"assignee\":\"b\"}"));
    }

    /** What would be left if the door in front of the engine had a hole. */
    @Test
    void a_query_with_an_expression_that_came_past_the_door() {
        TaskQuery query =
                tasks.createTaskQuery().or().taskAssigneeExpression(ATTACK).endOr();

        assertThatThrownBy(query::count).isInstanceOf(ProcessEngineException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${treasure}",
                "${treasure.take()}",
                "${''.getClass().forName('java.lang.Runtime')}",
                "${outcome.class}",
                "${outcome['class']}",
                "${execution.processEngineServices}",
                "${execution.getProcessEngineServices()}",
                "${execution.setVariable('outcome', 'a')}",
                "${task.execution}",
                "${reminderPlan.getClass()}",
                "${reminderPlan.class}",
                "${reminderPlan['getClass']()}",
                "${reminderPlan.dueDate(execution, treasure.take())}",
                "${reminderPlan.hidden()}",
                "${sendNotification.hashCode()}",
                "${dateTime().plusDays(1)}",
                "${true ? treasure : null}",
                "a text before ${treasure.take()}",
                "#{treasure.take()}",
                "${environment}",
                "${systemProperties}",
                "${processEngine}"
            })
    void an_expression_that_reaches_beyond_the_process_beans(String expression) {
        TaskQuery query =
                tasks.createTaskQuery().or().taskAssigneeExpression(expression).endOr();

        assertThatThrownBy(query::count).isInstanceOf(ProcessEngineException.class);
    }

    @Test
    void expressions_of_the_process_work_as_before() {
        var manager = ((ProcessEngineConfigurationImpl) engine).getExpressionManager();

        assertThat(manager.createExpression("${not paymentRequired and outcome == 'completed'}")
                        .getExpressionText())
                .isNotNull();
        assertThat(manager.createExpression("${sendNotification}")).isNotNull();
        assertThat(manager.createExpression("${reminderPlan.dueDate(execution, 'reminder-24h')}"))
                .isNotNull();
        assertThat(manager.createExpression("${execution.processBusinessKey}")).isNotNull();
        assertThat(manager.createExpression("PT15M")).isNotNull();
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("type").asText()).isEqualTo("InvalidRequestException");
    }
}
