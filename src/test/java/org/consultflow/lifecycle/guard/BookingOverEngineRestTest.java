package org.consultflow.lifecycle.guard;

import org.camunda.bpm.engine.ProcessEngine;
import org.consultflow.lifecycle.guard.Wire.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@GuardedEngine
class BookingOverEngineRestTest {

    private static final String START = "/engine-rest/process-definition/key/consultation/start";
    private static final String BOOKING = "{\"patient\":{\"name\":\"Alex Example\",\"email\":\"alex@example.org\"}}";

    @LocalServerPort
    int port;

    @Autowired
    ProcessEngine engine;

    @Autowired
    BookedConsultations consultations;

    @Autowired
    JdbcClient jdbc;

    private Wire wire;
    private int booked;
    private long started;

    @BeforeEach
    void deploy() {
        wire = Wire.admin(port);
        engine.getRepositoryService()
                .createDeployment()
                .addString("consultation.bpmn", Models.consultation())
                .name("models")
                .enableDuplicateFiltering(true)
                .deploy();
        booked = consultations.count();
        started = started();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"type\":\"Json\"", ",\"type\":\"String\"", ",\"type\":\"Object\",\"valueInfo\":{}"})
    void a_booking_is_taken_as_an_object_or_as_its_text(String type) {
        Answer asObject = wire.post(START, "{\"variables\":{\"booking\":{\"value\":" + BOOKING + type + "}}}");
        Answer asText = wire.post(START, withText(type));

        for (Answer answer : new Answer[] {asObject, asText}) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            String id = answer.json().path("id").asText();
            assertThat(engine.getRuntimeService()
                            .createProcessInstanceQuery()
                            .processInstanceId(id)
                            .singleResult()
                            .getBusinessKey())
                    .isEqualTo(answer.json().path("businessKey").asText());
            assertThat(answer.json().path("definitionId").asText()).startsWith("consultation:");
            assertThat(answer.json().path("ended").asBoolean(true)).isFalse();
            assertThat(answer.json().path("links").path(0).path("href").asText())
                    .isEqualTo("http://localhost:" + port + "/engine-rest/process-instance/" + id);
            assertThat(answer.json().has("tenantId")).isTrue();
        }
        nothingPersonalIsInTheEngine();
    }

    @Test
    void a_booking_is_taken_by_the_definition_s_id_by_its_form_and_below_the_engine_s_name() {
        String id = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey("consultation")
                .latestVersion()
                .singleResult()
                .getId();
        String[] paths = {
            "/engine-rest/process-definition/" + id + "/start",
            "/engine-rest/process-definition/" + id + "/submit-form",
            "/engine-rest/process-definition/key/consultation/submit-form",
            "/engine-rest/process-definition/key/consultati%6Fn/start",
            "/engine-rest/engine/default/process-definition/key/consultation/start"
        };
        for (String path : paths) {
            Answer answer = wire.post(path, "{\"variables\":{\"booking\":{\"value\":" + BOOKING + "}}}");
            assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(200);
        }
        assertThat(started()).isEqualTo(started + paths.length);
        nothingPersonalIsInTheEngine();
    }

    @Test
    void a_business_key_makes_a_repeated_booking_answer_as_before() {
        String body = "{\"businessKey\":\"order-7\",\"variables\":{\"booking\":{\"value\":" + BOOKING + "}}}";

        Answer first = wire.post(START, body);
        Answer again = wire.post(START, body);
        Answer other = wire.post(START, body.replace("alex@", "sam@"));

        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(again.json().path("businessKey").asText()).isNotEqualTo("order-7");
        assertThat(other.status()).isEqualTo(409);
        assertThat(started()).isEqualTo(started + 1);
    }

    @Test
    void while_the_process_is_suspended_a_booking_is_told_to_come_back() {
        engine.getRepositoryService().suspendProcessDefinitionByKey("consultation");
        try {
            Answer answer = wire.post(START, "{\"variables\":{\"booking\":{\"value\":" + BOOKING + "}}}");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("60");
            assertThat(answer.json().path("type").asText()).isEqualTo("ProcessSuspendedException");
            assertThat(answer.message()).contains("is suspended", "the same businessKey");
        } finally {
            engine.getRepositoryService().activateProcessDefinitionByKey("consultation", true, null);
        }
        assertThat(started()).isEqualTo(started);
    }

    @Test
    void a_bad_booking_names_field_and_rule_and_leaves_nothing_behind() {
        Answer answer = wire.post(START, "{\"variables\":{\"booking\":{\"value\":{\"patient\":{}}}}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("type").asText()).isEqualTo("InvalidRequestException");
        assertThat(answer.message()).isEqualTo("booking.patient.email has to be an e-mail address");
        nothingHappened();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"variables\":{}}",
                "{\"variables\":{\"consultationId\":{\"value\":\"a\"}}}",
                "{\"variables\":{\"booking\":{}}}",
                "{\"variables\":{\"booking\":{\"value\":null}}}",
                "{\"variables\":{\"booking\":{\"value\":7}}}",
                "{\"variables\":{\"booking\":{\"value\":\"no json\"}}}",
                "{\"variables\":{\"booking\":{\"value\":\"{} {}\"}}}",
                "{\"variables\":{\"booking\":{\"value\":{}},\"email\":{\"value\":\"alex@example.org\"}}}",
                "{\"variables\":{\"booking\":{\"value\":{}}},\"startInstructions\":[]}",
                "{\"variables\":{\"booking\":",
                "{} {}"
            })
    void a_start_without_a_proper_booking(String body) {
        Answer answer = wire.post(START, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.message()).isNotEmpty().doesNotContain("alex@");
        nothingHappened();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "process-definition/key/phone-patient/start",
                "message",
                "condition",
                "signal",
                "process-instance/x/variables",
                "decision-definition/key/a/evaluate"
            })
    void a_booking_on_any_other_way(String path) {
        Answer answer = wire.post("/engine-rest/" + path, "{\"variables\":{\"booking\":{\"value\":" + BOOKING + "}}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("booking");
        nothingHappened();
    }

    @Test
    void a_booking_put_as_a_variable() {
        assertThat(wire.put("/engine-rest/process-instance/x/variables/booking", "{\"value\":{}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_booking_without_login() {
        Answer answer = Wire.anonymous(port).post(START, "{\"variables\":{\"booking\":{\"value\":" + BOOKING + "}}}");

        assertThat(answer.status()).isEqualTo(401);
        nothingHappened();
    }

    @Test
    void a_booking_by_someone_who_may_not_start_processes() {
        var identities = engine.getIdentityService();
        var user = identities.newUser("clerk");
        user.setPassword("Only-looks-at-1");
        identities.saveUser(user);
        identities.createMembership("clerk", "reception");

        Answer answer = Wire.anonymous(port)
                .as("clerk", "Only-looks-at-1")
                .post(START, "{\"variables\":{\"booking\":{\"value\":" + BOOKING + "}}}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("type").asText()).isEqualTo("AuthorizationException");
        nothingHappened();
        identities.deleteUser("clerk");
    }

    @Test
    void a_body_without_end() {
        String large = "{\"variables\":{\"booking\":{\"value\":\"" + "x".repeat(EngineDoor.LARGEST_BODY) + "\"}}}";

        assertThat(wire.post(START, large).status()).isEqualTo(413);
        nothingHappened();
    }

    private static String withText(String type) {
        return "{\"variables\":{\"booking\":{\"value\":\"" + BOOKING.replace("\"", "\\\"") + "\"" + type + "}}}";
    }

    private long started() {
        return engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processDefinitionKey("consultation")
                .count();
    }

    private void nothingHappened() {
        assertThat(consultations.count()).isEqualTo(booked);
        assertThat(started()).isEqualTo(started);
    }

    private void nothingPersonalIsInTheEngine() {
        assertThat(jdbc.sql("select count(*) from act_hi_detail where text_ like '%example%' or name_ = 'booking'")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
