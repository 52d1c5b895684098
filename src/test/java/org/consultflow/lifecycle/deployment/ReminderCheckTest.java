package org.consultflow.lifecycle.deployment;

import java.util.Map;

import org.assertj.core.api.AbstractThrowableAssert;
import org.camunda.bpm.engine.ParseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.consultflow.lifecycle.deployment.EngineOnPostgres.shipped;

class ReminderCheckTest {

    private static final String PROCESS = "consultation.bpmn";
    private static final String PLAN = "reminder-plan.dmn";
    private static EngineOnPostgres engine;

    @BeforeAll
    static void start() {
        engine = new EngineOnPostgres();
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
    }

    @AfterEach
    void undeploy() {
        engine.undeploy();
    }

    @Test
    void what_is_shipped_fits_together() {
        engine.deployShipped();
        assertThat(versionsOf("consultation")).isEqualTo(1);
    }

    @Test
    void a_48_h_reminder_is_a_row_a_timer_and_a_copy_of_the_send_task_and_needs_no_java() {
        engine.deployShipped();
        engine.deploy(Map.of(
                PROCESS, FortyEightHours.withTimer(shipped(PROCESS)), PLAN, FortyEightHours.withRow(shipped(PLAN))));
        assertThat(versionsOf("consultation")).isEqualTo(2);
    }

    @Test
    void a_row_without_a_timer_is_refused_also_against_the_process_that_is_deployed_already() {
        engine.deployShipped();
        refused(PLAN, FortyEightHours.withRow(shipped(PLAN)))
                .hasMessage("The reminder plan has a row \"reminder-48h\", but no timer in the process \"consultation\""
                        + " asks for it: add a timer with ${reminderPlan.dueDate(execution, 'reminder-48h')} or take the"
                        + " row out, and deploy both files together.");
        assertThat(engine.engine()
                        .getRepositoryService()
                        .createDeploymentQuery()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_timer_without_a_row_is_refused_also_against_the_plan_that_is_deployed_already() {
        engine.deployShipped();
        refused(PROCESS, FortyEightHours.withTimer(shipped(PROCESS)))
                .hasMessage("The timer \"48 h before\" asks for \"reminder-48h\", which is no row of the reminder plan:"
                        + " add the row or correct the timer, and deploy both files together.");
    }

    @Test
    void a_refusal_names_the_element_so_that_modeler_can_show_it() {
        engine.deployShipped();
        refused(PROCESS, FortyEightHours.withTimer(shipped(PROCESS)))
                .isInstanceOfSatisfying(ParseException.class, e -> assertThat(
                                e.getResorceReports().get(0).getErrors())
                        .extracting(problem -> problem.getMainElementId())
                        .containsExactly("timer-reminder-48h"));
    }

    @Test
    void a_copied_send_task_that_still_sends_the_old_kind_is_refused() {
        engine.deployShipped();
        String process = shipped(PROCESS)
                .replaceFirst(
                        "<camunda:inputParameter name=\"kind\">reminder-1h<",
                        "<camunda:inputParameter name=\"kind\">reminder-24h<");
        refused(PROCESS, process)
                .hasMessage(
                        "The task \"Send 1 h reminder\" sends \"reminder-24h\", but the timer \"1 h before\" before it"
                                + " is for \"reminder-1h\": set the task's input \"kind\" to reminder-1h.");
    }

    @Test
    void a_timer_that_names_no_row_is_refused() {
        engine.deployShipped();
        String process = shipped(PROCESS)
                .replace(
                        "${reminderPlan.dueDate(execution, 'reminder-1h')}", "${reminderPlan.dueDate(execution, row)}");
        refused(PROCESS, process)
                .hasMessage("The timer \"1 h before\" asks the reminder plan with"
                        + " ${reminderPlan.dueDate(execution, row)}, which names no row: write"
                        + " ${reminderPlan.dueDate(execution, 'reminder-24h')} with the name of its row.");
    }

    @Test
    void a_process_before_any_plan_is_refused() {
        refused(PROCESS, shipped(PROCESS))
                .hasMessage("There is no reminder plan yet that the reminder timers could ask: deploy reminder-plan.dmn"
                        + " together with the process \"consultation\".");
    }

    @Test
    void a_plan_before_any_process_is_refused() {
        refused(PLAN, shipped(PLAN))
                .hasMessage("There is no process \"consultation\" yet whose timers could ask the reminder plan: deploy"
                        + " consultation.bpmn together with the plan.");
    }

    @Test
    void a_duration_that_is_none_is_refused() {
        refusedCell("\"PT24H\"", "\"24 hours\"")
                .hasMessage("The row \"reminder-24h\" of the reminder plan is wrong: the time before the start, \"24"
                        + " hours\", must be a duration such as PT24H, PT15M or P2D.");
    }

    @Test
    void a_duration_after_the_start_is_refused() {
        refusedCell("\"PT10M\"", "\"-PT10M\"")
                .hasMessageContaining("the time until which it is useful, \"-PT10M\", must be a duration");
    }

    @Test
    void a_reminder_that_is_useless_when_it_is_due_is_refused() {
        refusedCell("\"PT10M\"", "\"PT1H\"")
                .hasMessage(
                        "The row \"reminder-1h\" of the reminder plan is wrong: it is due PT1H before the start, but"
                                + " was useful only until PT1H before it: the second must be shorter.");
    }

    @Test
    void chains_that_nobody_can_read_are_refused() {
        refusedCell("\"whatsapp &gt; sms\"", "\"whatsapp, then SMS\"")
                .hasMessageStartingWith(
                        "The row \"reminder-1h\" of the reminder plan is wrong: \"whatsapp, then SMS\" is"
                                + " no channel");
    }

    @Test
    void a_cell_that_is_no_word_in_quotes_is_refused() {
        refusedCell("\"PT15M\"", "duration(\"PT15M\")")
                .hasMessageStartingWith(
                        "A row of the reminder plan has duration(\"PT15M\") as \"offset\": write a word in"
                                + " double quotes, such as \"PT24H\".");
    }

    @Test
    void a_type_that_does_not_exist_is_refused() {
        refusedCell("<text>\"video\",\"hybrid\"</text>", "<text>\"video\",\"home\"</text>")
                .hasMessage("The row \"reminder-15min\" of the reminder plan is for \"home\", which is no type of"
                        + " consultation: there are video, in-person, hybrid, voice, sms.");
    }

    @Test
    void two_rows_of_one_name_for_one_type_are_refused() {
        refusedCell("\"reminder-15min\"", "\"reminder-1h\"")
                .hasMessageContaining(
                        "The reminder plan has two rows \"reminder-1h\" for video consultations: a reminder"
                                + " is sent once.");
    }

    @Test
    void two_rows_of_one_name_for_different_types_are_one_reminder() {
        String row = shipped(PLAN)
                .replaceFirst("<text></text>", "<text>not(\"voice\")</text>")
                .replace(
                        "</decisionTable>",
                        FortyEightHours.rowOf(shipped(PLAN), "reminder-24h")
                                        .replaceAll("id=\"([a-z]+)-reminder-24h\"", "id=\"$1-voice-24h\"")
                                        .replace("<text></text>", "<text>\"voice\"</text>")
                                + "</decisionTable>");
        engine.deploy(Map.of(PROCESS, shipped(PROCESS), PLAN, row));
        assertThat(versionsOf("consultation")).isEqualTo(1);
    }

    @Test
    void a_hit_policy_that_answers_one_row_only_is_refused() {
        refusedCell("hitPolicy=\"COLLECT\"", "hitPolicy=\"FIRST\"")
                .hasMessageStartingWith("The reminder plan's hit policy must be COLLECT without an aggregation");
    }

    @Test
    void a_missing_column_is_refused() {
        refusedCell("name=\"chains\"", "name=\"channels\"").hasMessage("The reminder plan has no column \"chains\".");
    }

    @Test
    void a_plan_that_asks_for_something_else_is_refused() {
        refusedCell("<text>consultationType</text>", "<text>age</text>")
                .hasMessage("The reminder plan must ask for consultationType and nothing else.");
    }

    private static AbstractThrowableAssert<?, ?> refused(String file, String content) {
        return assertThatThrownBy(() -> engine.deploy(Map.of(file, content))).isInstanceOf(ParseException.class);
    }

    private static AbstractThrowableAssert<?, ?> refusedCell(String cell, String instead) {
        assertThat(shipped(PLAN)).contains(cell);
        engine.deployShipped();
        return refused(PLAN, shipped(PLAN).replace(cell, instead));
    }

    private static long versionsOf(String process) {
        return engine.engine()
                .getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(process)
                .count();
    }
}
