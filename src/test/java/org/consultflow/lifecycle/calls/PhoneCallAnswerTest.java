package org.consultflow.lifecycle.calls;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.task.Task;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.EngineTables;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a call, and who may say so. */
@ServiceTest
class PhoneCallAnswerTest {

    private static final String TASKLIST = "/camunda/app/tasklist/default/";

    @Autowired
    Clinic clinic;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    IdentityService identities;

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    EngineTables engine;

    private Desk reception;
    private BookedConsultation patient;
    private String task;

    @BeforeEach
    void somebodyIsToBePhoned() {
        reception = Desk.ofNew("ofreception", "reception", identities, clinic);
        patient = Desk.unreachable(clinic, booking -> {});
        task = openTask().getId();
    }

    @AfterEach
    void forget() {
        identities.deleteUser("ofreception");
        identities.deleteUser("ofops");
        identities.deleteUser("oflooking");
    }

    @Test
    void reception_finds_the_task_in_the_list_that_is_there_from_the_start() {
        JsonNode lists = reception.read("/engine-rest/filter?resourceType=Task&maxResults=10");
        assertThat(lists)
                .extracting(list -> list.path("name").asText())
                .containsExactlyInAnyOrder("People to phone", "Patients to answer");
        String list = StreamSupport.stream(lists.spliterator(), false)
                .filter(it -> it.path("name").asText().equals("People to phone"))
                .map(it -> it.path("id").asText())
                .findFirst()
                .orElseThrow();
        JsonNode listed = reception.read("/engine-rest/filter/" + list + "/list?maxResults=1000");

        assertThat(listed).extracting(found -> found.path("id").asText()).contains(task);
    }

    @Test
    void reception_reads_it_answers_and_comes_back_to_the_task_list() {
        HttpResponse<String> page = reception.open(task);
        HttpResponse<String> answer =
                reception.answer(Map.of("taskId", task, "result", "reached", "callbackUrl", TASKLIST));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(patient.phone(), "did not agree to be written to");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith(TASKLIST);
        assertThat(openTask()).isNull();
        assertThat(calls()).containsExactly("clinic: reached, by ofreception");
        assertThat(patient.secrets()).noneMatch(engine.text()::contains);
    }

    @Test
    void a_person_who_was_not_reached_is_recorded_as_such_and_the_page_says_thank_you() {
        HttpResponse<String> answer = reception.answer(task, "not-reached");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Thank you").doesNotContain(patient.patientName());
        assertThat(openTask()).isNull();
        assertThat(calls()).containsExactly("clinic: not reached, by ofreception");
    }

    @Test
    void a_second_answer_is_told_that_the_call_is_over() {
        reception.answer(task, "reached");

        assertThat(reception.open(task).body()).contains("not needed any more");
        assertThat(reception.answer(task, "not-reached").statusCode()).isEqualTo(410);
        assertThat(calls()).hasSize(1);
    }

    @Test
    void a_suspended_call_can_not_be_answered_and_the_page_says_so() {
        String instance = openTask().getProcessInstanceId();
        runtime.suspendProcessInstanceById(instance);

        HttpResponse<String> answer = reception.answer(task, "reached");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("This task stands still").doesNotContain(patient.patientName());
        assertThat(calls()).isEmpty();
        runtime.activateProcessInstanceById(instance);
        assertThat(reception.answer(task, "reached").statusCode()).isEqualTo(200);
    }

    @Test
    void an_answer_never_leads_to_another_site() {
        HttpResponse<String> answer = reception.answer(
                Map.of("taskId", task, "result", "reached", "callbackUrl", "https://evil.example" + TASKLIST));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void an_unclear_answer_and_one_about_nothing_change_nothing() {
        assertThat(reception.answer(task, "perhaps").statusCode()).isEqualTo(400);
        assertThat(reception.answer("nothing", "reached").statusCode()).isEqualTo(404);
        assertThat(openTask()).isNotNull();
        assertThat(calls()).isEmpty();
    }

    @Test
    void without_login_there_is_no_page_and_no_answer_is_taken() {
        Desk nobody = Desk.withoutLogin(clinic);

        HttpResponse<String> page = nobody.open(task);

        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic");
        assertThat(page.body()).doesNotContain(patient.phone());
        assertThat(nobody.answer(task, "reached").statusCode()).isEqualTo(401);
        assertThat(Desk.of(clinic, "ofreception", "wrong").open(task).statusCode())
                .isEqualTo(401);
        assertThat(openTask()).isNotNull();
    }

    @Test
    void a_page_of_another_site_can_not_answer() {
        HttpResponse<String> forged =
                reception.answer(Map.of("taskId", task, "result", "reached"), "Sec-Fetch-Site", "cross-site");

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(openTask()).isNotNull();
    }

    @Test
    void whoever_may_not_read_the_task_sees_nothing_and_changes_nothing() {
        Desk ops = Desk.ofNew("ofops", "ops", identities, clinic);

        HttpResponse<String> page = ops.open(task);

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).doesNotContain(patient.phone(), patient.patientName());
        assertThat(ops.answer(task, "reached").statusCode()).isEqualTo(404);
        assertThat(openTask()).isNotNull();
        assertThat(calls()).isEmpty();
    }

    @Test
    void whoever_may_only_look_can_not_answer() {
        Desk looking = Desk.ofNew("oflooking", "ops", identities, clinic);
        Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setUserId("oflooking");
        grant.setResource(Resources.TASK);
        grant.setResourceId(task);
        grant.addPermission(TaskPermissions.READ);
        authorizations.saveAuthorization(grant);

        assertThat(looking.open(task).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = looking.answer(task, "reached");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("You may not complete this task");
        assertThat(openTask()).isNotNull();
        assertThat(calls()).as("recorded before the engine refused").isEmpty();
    }

    private Task openTask() {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(patient.id().toString())
                .singleResult();
    }

    /** The timeline's word on calls: on whose behalf, and what became of them. */
    private List<String> calls() {
        return patient.entries().stream()
                .filter(entry -> entry.path("what").asText().equals("call-made"))
                .map(entry -> entry.path("party").asText() + ": "
                        + entry.path("detail").asText())
                .toList();
    }
}
