package org.consultflow;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

import static org.assertj.core.api.Assertions.assertThat;

/** A patient asks for their data, and then to be forgotten. */
@ServiceTest
class PersonOnRequestTest {

    @Autowired
    Clinic clinic;

    @Value("${consultflow.admin-user}")
    String admin;

    private HttpResponse<String> erase(String reference) {
        return clinic.http()
                .send(clinic.http().request("/api/patients/" + reference).DELETE());
    }

    private String auditOf(String query) {
        return clinic.get("/api/audit?limit=1000" + query).body();
    }

    @Test
    void all_is_given_out_by_one_call_and_erased_by_another_but_not_while_a_visit_is_ahead() {
        String[] reference = new String[1];
        BookedConsultation booked = clinic.aBookedConsultation(
                booking -> reference[0] = booking.at("/patient/reference").asText());

        HttpResponse<String> export = clinic.get("/api/patients/" + reference[0] + "/export");
        assertThat(export.statusCode()).as(export.body()).isEqualTo(200);
        assertThat(export.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode held = clinic.read(export).path("held");
        assertThat(held.at("/person/0/phone").asText()).isEqualTo(booked.phone());
        assertThat(held.at("/consultations/0/consultation/id").asText())
                .isEqualTo(booked.id().toString());
        assertThat(held.path("messagesSent").findValuesAsText("kind")).contains("confirmation");
        assertThat(held.path("messagesSent").findValuesAsText("sentAt")).isNotEmpty();

        HttpResponse<String> refused = erase(reference[0]);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(clinic.read(refused).path("detail").asText())
                .contains(booked.id().toString());

        booked.whenCancelledBy("patient");
        assertThat(erase(reference[0]).statusCode()).isEqualTo(200);
        HttpResponse<String> again = erase(reference[0]);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(clinic.read(again).path("consultations").asInt()).isZero();

        assertThat(clinic.get("/api/patients/" + reference[0] + "/export").statusCode())
                .isEqualTo(404);
        assertThat(clinic.read(clinic.get(booked.path())).path("status").asText())
                .isEqualTo("cancelled");
        assertThat(clinic.get(booked.path() + "/timeline").statusCode()).isEqualTo(200);
        assertThat(auditOf("")).contains("person-exported", "person-erased").doesNotContain(reference[0]);
        assertThat(clinic.read(clinic.get("/api/audit/verification"))
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void what_ops_do_in_the_engine_is_in_the_audit_of_the_visit() {
        BookedConsultation booked = clinic.aBookedConsultation();
        JsonNode instance =
                clinic.read(clinic.get("/engine-rest/process-instance?maxResults=10&businessKey=" + booked.id()));
        String path = "/engine-rest/process-instance/" + instance.at("/0/id").asText() + "/suspended";

        for (boolean suspended : new boolean[] {true, false}) {
            HttpResponse<String> done = clinic.http()
                    .send(clinic.http()
                            .request(path)
                            .header("Content-Type", "application/json")
                            .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(
                                    "{\"suspended\": " + suspended + "}")));
            assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
        }

        JsonNode entries = clinic.read(clinic.get("/api/audit?limit=1000&consultationId=" + booked.id()))
                .path("entries");
        assertThat(entries.findValuesAsText("action")).containsSubsequence("engine-suspend", "engine-activate");
        assertThat(entries.toString()).contains("ops:").contains("entity=process-instance");
        assertThat(auditOf("")).as("the folder at the start").contains("\"deployed\"");
    }

    @Test
    void who_deployed_something_is_in_the_audit_and_what_was_refused_is_not() {
        long before = entriesAfter(0).stream()
                .mapToLong(entry -> entry.path("number").asLong())
                .max()
                .orElseThrow();

        HttpResponse<String> refused =
                clinic.http().deploy(Map.of("audited.bpmn", process("<scriptTask id='x' scriptFormat='groovy'/>")));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        HttpResponse<String> deployed =
                clinic.http().deploy(Map.of("audited.bpmn", process("<userTask id='x' name='Wait'/>")));
        assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);

        String id = clinic.read(deployed).path("id").asText();
        assertThat(entriesAfter(before))
                .filteredOn(entry -> entry.path("action").asText().equals("deployed"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.path("actor").asText()).isEqualTo("ops:" + admin);
                    assertThat(entry.path("detail").asText()).isEqualTo("deployment=" + id + " files=1");
                });
        assertThat(clinic.http()
                        .send(clinic.http()
                                .request("/engine-rest/deployment/" + id + "?cascade=true")
                                .DELETE())
                        .statusCode())
                .isEqualTo(204);
    }

    private List<JsonNode> entriesAfter(long number) {
        List<JsonNode> entries = new ArrayList<>();
        for (long last = number;
                ;
                last = entries.get(entries.size() - 1).path("number").asLong()) {
            JsonNode page = clinic.read(clinic.get("/api/audit?limit=1000&after=" + last))
                    .path("entries");
            if (page.isEmpty()) {
                return entries;
            }
            page.forEach(entries::add);
        }
    }

    private static String process(String task) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="audited">
                  <process id="audited" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="x"/>
                    %s
                    <sequenceFlow id="f2" sourceRef="x" targetRef="end"/><endEvent id="end"/>
                  </process>
                </definitions>
                """
                .formatted(task);
    }
}
