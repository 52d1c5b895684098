package org.consultflow;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.consultflow.support.Channel.EMAIL;

/** The requests of docs/ops.md, "Recipes", as ops send them. */
@ServiceTest
class OpsRecipesTest {

    private static final String PROCESS = "consultation.bpmn";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    Clinic clinic;

    @Test
    void a_running_consultation_moves_to_a_new_version_and_keeps_its_timers() throws IOException {
        BookedConsultation booked = clinic.aBookedConsultation();
        String instance = instanceOf(booked);
        String old = read("process-instance/" + instance).path("definitionId").asText();
        List<String> timers = timersOf(instance);
        String shipped = Files.readString(Path.of("processes", PROCESS));
        String changed = shipped.replaceFirst("name=\"Send confirmation\"", "name=\"Confirm\"");
        assertThat(changed).isNotEqualTo(shipped);
        deploy(changed);
        try {
            String newest =
                    read("process-definition/key/consultation").path("id").asText();
            ObjectNode ask = json().put("sourceProcessDefinitionId", old)
                    .put("targetProcessDefinitionId", newest)
                    .put("updateEventTriggers", false);
            JsonNode plan = clinic.read(done("POST", "migration/generate", ask, 200));
            JsonNode report = clinic.read(done("POST", "migration/validate", plan, 200));
            assertThat(report.path("instructionReports")).isEmpty();
            ObjectNode execution = json();
            execution.set("migrationPlan", plan);
            execution
                    .putObject("processInstanceQuery")
                    .put("processDefinitionId", old)
                    .put("businessKey", booked.id().toString());
            batchIsDone(clinic.read(done("POST", "migration/executeAsync", execution, 200)));

            assertThat(newest).isNotEqualTo(old);
            assertThat(read("process-instance/" + instance).path("definitionId").asText())
                    .isEqualTo(newest);
            assertThat(timersOf(instance)).isEqualTo(timers);
            booked.whenItIsBeforeStart("PT23H30M")
                    .thenPatientGot("reminder-24h")
                    .on(EMAIL);
        } finally {
            deploy(shipped);
        }
    }

    @Test
    void jobs_that_have_given_up_are_tried_again_all_at_once() {
        BookedConsultation booked = clinic.aBookedConsultation();
        JsonNode job = jobOf(booked, "timer-reminder-24h");
        String path = "job/" + job.path("id").asText();
        done("PUT", path + "/retries", json().put("retries", 0), 204);
        assertThat(read(path).path("retries").asInt()).isZero();

        ObjectNode some = json().put("retries", 5);
        some.putObject("jobQuery").put("noRetriesLeft", true).put("processDefinitionKey", "consultation");
        batchIsDone(clinic.read(done("POST", "job/retries", some, 200)));

        assertThat(read(path).path("retries").asInt()).isEqualTo(5);
        done("PUT", path + "/retries", json().put("retries", 0), 204);
        done(
                "PUT",
                "job-definition/" + job.path("jobDefinitionId").asText() + "/retries",
                json().put("retries", 5),
                204);
        assertThat(read(path).path("retries").asInt()).isEqualTo(5);
        booked.whenItIsBeforeStart("PT23H30M").thenPatientGot("reminder-24h").on(EMAIL);
        assertThat(read("incident/count?processInstanceId=" + instanceOf(booked))
                        .path("count")
                        .asInt())
                .isZero();
    }

    @Test
    void the_timers_of_a_step_stand_still_while_they_are_suspended_and_fire_afterwards() {
        BookedConsultation booked = clinic.aBookedConsultation();
        String definition = "job-definition/"
                + jobOf(booked, "timer-reminder-24h").path("jobDefinitionId").asText() + "/suspended";
        done("PUT", definition, json().put("suspended", true).put("includeJobs", true), 204);
        try {
            booked.whenItIsBeforeStart("PT23H30M").thenPatientDidNotGet("reminder-24h");
        } finally {
            done("PUT", definition, json().put("suspended", false).put("includeJobs", true), 204);
        }
        clinic.whenAllIsQuiet();
        booked.thenPatientGot("reminder-24h").on(EMAIL);
    }

    @Test
    void while_the_process_is_suspended_nothing_is_booked_and_the_same_booking_goes_through_afterwards() {
        ObjectNode booking = clinic.aBooking();
        String key = UUID.randomUUID().toString();
        String suspended = "process-definition/key/consultation/suspended";
        done("PUT", suspended, json().put("suspended", true).put("includeProcessInstances", false), 204);
        try {
            standsStill(clinic.post("/api/consultations", booking, "Idempotency-Key", key));
        } finally {
            done("PUT", suspended, json().put("suspended", false).put("includeProcessInstances", true), 204);
        }
        HttpResponse<String> booked = clinic.post("/api/consultations", booking, "Idempotency-Key", key);
        assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
        clinic.theConsultation(UUID.fromString(clinic.read(booked).path("id").asText()), booking);
    }

    @Test
    void what_begins_while_the_process_is_suspended_goes_on_when_it_is_activated() {
        BookedConsultation booked = clinic.aBookedConsultation();
        ObjectNode later = json();
        clinic.startingIn("PT70H").accept(later);
        String suspended = "process-definition/key/consultation/suspended";
        done("PUT", suspended, json().put("suspended", true).put("includeProcessInstances", false), 204);
        try {
            assertThat(clinic.post(booked.path() + "/reschedule", later).statusCode())
                    .isEqualTo(200);
        } finally {
            String refused = done(
                            "PUT", suspended, json().put("suspended", false).put("includeProcessInstances", false), 400)
                    .body();
            assertThat(refused).contains("includeProcessInstances");
            done("PUT", suspended, json().put("suspended", false).put("includeProcessInstances", true), 204);
        }
        assertThat(read("job?maxResults=10&suspended=true&processInstanceId=" + instanceOf(booked)))
                .isEmpty();
        clinic.whenAllIsQuiet();
        booked.thenPatientGot("rescheduled").on(EMAIL);
    }

    @Test
    void while_a_consultation_is_suspended_its_commands_change_nothing_and_go_through_afterwards() {
        BookedConsultation booked = clinic.aBookedConsultation();
        ObjectNode later = json();
        clinic.startingIn("PT70H").accept(later);
        String suspended = "process-instance/" + instanceOf(booked) + "/suspended";
        List<String> before = booked.timeline();
        done("PUT", suspended, json().put("suspended", true), 204);
        try {
            standsStill(clinic.post(booked.path() + "/cancel", null));
            standsStill(clinic.post(booked.path() + "/reschedule", later));
        } finally {
            done("PUT", suspended, json().put("suspended", false), 204);
        }
        assertThat(booked.timeline()).isEqualTo(before);
        assertThat(clinic.post(booked.path() + "/reschedule", later).statusCode())
                .isEqualTo(200);
        clinic.whenAllIsQuiet();
        booked.thenPatientGot("rescheduled").on(EMAIL);
    }

    @Test
    void that_a_command_may_find_the_process_suspended_is_in_the_description_of_the_api() {
        JsonNode paths = clinic.read(clinic.get("/api-docs/openapi")).path("paths");
        for (String command : List.of(
                "",
                "/{id}/accept",
                "/{id}/decline",
                "/{id}/cancel",
                "/{id}/reschedule",
                "/{id}/complete",
                "/{id}/confirm-payment")) {
            JsonNode answers = paths.path("/api/consultations" + command).at("/post/responses");
            assertThat(answers.at("/503/description").asText()).as(command).contains("process-suspended");
            assertThat(answers.at(command.isEmpty() ? "/201/content" : "/200/content")
                            .isEmpty())
                    .as(command)
                    .isFalse();
        }
    }

    private void standsStill(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(clinic.read(answer).path("code").asText()).isEqualTo("process-suspended");
        assertThat(clinic.read(answer).path("detail").asText()).contains("once ops have activated it");
    }

    private String instanceOf(BookedConsultation booked) {
        return read("process-instance?processDefinitionKey=consultation&maxResults=2&businessKey=" + booked.id())
                .at("/0/id")
                .asText();
    }

    private JsonNode jobOf(BookedConsultation booked, String activity) {
        return read("job?maxResults=2&activityId=" + activity + "&processInstanceId=" + instanceOf(booked))
                .path(0);
    }

    private List<String> timersOf(String instance) {
        List<String> timers = new ArrayList<>();
        read("job?maxResults=100&sortBy=jobId&sortOrder=asc&processInstanceId=" + instance)
                .forEach(job -> timers.add(
                        job.path("id").asText() + " " + job.path("dueDate").asText()));
        assertThat(timers).isNotEmpty();
        return timers;
    }

    private void batchIsDone(JsonNode batch) {
        assertThat(batch.path("totalJobs").asInt()).isPositive();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(read("history/batch?maxResults=2&completed=true&batchId="
                                + batch.path("id").asText()))
                        .hasSize(1));
    }

    private void deploy(String process) {
        String boundary = "part-" + UUID.randomUUID();
        String body = part(boundary, "deployment-name", "", "from-modeler")
                + part(boundary, PROCESS, "; filename=\"" + PROCESS + "\"", process);
        HttpResponse<String> deployed = clinic.http()
                .send(clinic.http()
                        .request("/engine-rest/deployment/create")
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.ofString(body + "--" + boundary + "--\r\n")));
        assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
    }

    private static String part(String boundary, String name, String file, String text) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file + "\r\n\r\n" + text
                + "\r\n";
    }

    private ObjectNode json() {
        return clinic.json().createObjectNode();
    }

    private JsonNode read(String path) {
        HttpResponse<String> answer = clinic.get("/engine-rest/" + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return clinic.read(answer);
    }

    private HttpResponse<String> done(String method, String path, JsonNode body, int status) {
        HttpResponse<String> answer = clinic.http()
                .send(clinic.http()
                        .request("/engine-rest/" + path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body.toString())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer;
    }
}
