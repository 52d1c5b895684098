package org.consultflow.lifecycle.guard;

import java.util.Map;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.consultflow.lifecycle.guard.Wire.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Contact data must not come to rest in the engine, whatever the way in. */
@GuardedEngine
class VariableAttacksTest {

    private static final String SECRET = "jane@example.org";
    private static final String VARIABLES = "{\"email\":{\"value\":\"" + SECRET + "\",\"type\":\"String\"}}";
    private static final String DECLARED = "{\"outcome\":{\"value\":\"" + SECRET + "\",\"type\":\"String\"}}";

    @LocalServerPort
    int port;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    BookedConsultations consultations;

    private Wire wire;
    private RuntimeService runtime;
    private TaskService tasks;
    private ProcessInstance instance;
    private Task task;

    @BeforeEach
    void aRunningConsultation() {
        wire = Wire.admin(port);
        runtime = engine.getRuntimeService();
        tasks = engine.getTaskService();
        engine.getRepositoryService()
                .createDeployment()
                .addString("consultation.bpmn", Models.consultation())
                .addString("phone-patient.bpmn", Models.phonePatient())
                .addString("decision.dmn", Models.decision("", "\"a\""))
                .name("models")
                .enableDuplicateFiltering(true)
                .deploy();
        String id = consultations.withoutProcess().id().toString();
        instance = runtime.startProcessInstanceByKey("consultation", id, Map.of("consultationId", id));
        task = tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult();
    }

    @AfterEach
    void nothingWasKept() {
        for (String table : new String[] {"act_ru_variable", "act_hi_varinst", "act_hi_detail", "act_hi_dec_in"}) {
            assertThat(jdbc.sql("select count(*) from " + table + " where text_ like ? or text2_ like ?")
                            .params("%" + SECRET + "%", "%" + SECRET + "%")
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(jdbc.sql("select count(*) from act_ge_bytearray where position(?::bytea in bytes_) > 0")
                        .param(SECRET)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from act_hi_procinst where business_key_ like ?")
                        .param("%" + SECRET + "%")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | process-instance/{i}/variables/email | {\"value\":\"jane@example.org\"}",
                "PUT | execution/{i}/localVariables/email | {\"value\":\"jane@example.org\"}",
                "PUT | task/{t}/variables/email | {\"value\":\"jane@example.org\"}",
                "PUT | task/{t}/localVariables/email | {\"value\":\"jane@example.org\"}",
                "POST | process-instance/{i}/variables | {\"modifications\":{V}}",
                "POST | execution/{i}/localVariables | {\"modifications\":{V}}",
                "POST | task/{t}/localVariables | {\"modifications\":{V}}",
                "POST | task/{t}/complete | {\"variables\":{V}}",
                "POST | task/{t}/resolve | {\"variables\":{V}}",
                "POST | task/{t}/submit-form | {\"variables\":{V}}",
                "POST | message | {\"messageName\":\"m\",\"processVariables\":{V}}",
                "POST | message | {\"messageName\":\"m\",\"processVariablesLocal\":{V}}",
                "POST | execution/{i}/signal | {\"variables\":{V}}",
                "POST | signal | {\"name\":\"s\",\"variables\":{V}}",
                "POST | condition | {\"variables\":{V}}",
                "POST | external-task/x/complete | {\"workerId\":\"w\",\"localVariables\":{V}}",
                "POST | process-instance/variables-async | {\"processInstanceIds\":[\"{i}\"],\"variables\":{V}}",
                "POST | process-instance/message-async | {\"processInstanceIds\":[\"{i}\"],\"messageName\":\"m\",\"variables\":{V}}",
                "POST | process-instance/{i}/modification | {\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"task-wait\",\"variables\":{V}}]}",
                "POST | migration/execute | {\"migrationPlan\":{\"variables\":{V}},\"processInstanceIds\":[\"{i}\"]}",
                "POST | process-definition/key/phone-patient/start | {\"variables\":{V}}",
                "POST | task/create | {\"name\":\"jane@example.org\"}",
                "POST | task/{t}/comment/create | {\"message\":\"jane@example.org\"}"
            })
    void an_undeclared_variable(String method, String path, String body) {
        Answer answer = wire.send(
                method, at(path), body.replace("{V}", VARIABLES).replace("{i}", instance.getId()), "application/json");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.message()).isNotEmpty().doesNotContain(SECRET);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | process-instance/{i}/variables/outcome | {\"value\":\"jane@example.org\"}",
                "PUT | process-instance/{i}/variables/outcome | {\"value\":\"jane@example.org\",\"type\":\"Object\",\"valueInfo\":{\"objectTypeName\":\"java.lang.String\",\"serializationDataFormat\":\"application/json\"}}",
                "PUT | process-instance/{i}/variables/outcome | {\"value\":\"amFuZUBleGFtcGxlLm9yZw==\",\"type\":\"Bytes\"}",
                "PUT | process-instance/{i}/variables/consultationId | {\"value\":\"7d5e3c4a-0000-4000-8000-000000000000\"}",
                "PUT | task/{t}/localVariables/outcome | {\"value\":\"jane@example.org\"}",
                "POST | task/{t}/complete | {\"variables\":{V}}",
                "POST | process-instance/{i}/modification | {\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"task-wait\",\"variables\":{V}}]}",
                "POST | decision-definition/key/attack-decision/evaluate | {\"variables\":{\"type\":{\"value\":\"jane@example.org\"}}}"
            })
    void contact_data_under_a_declared_name(String method, String path, String body) {
        Answer answer = wire.send(method, at(path), body.replace("{V}", DECLARED), "application/json");

        assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(400);
        assertThat(runtime.getVariable(instance.getId(), "outcome")).isNull();
        assertThat(runtime.getVariable(instance.getId(), "consultationId")).isEqualTo(instance.getBusinessKey());
    }

    @Test
    void a_file_as_a_variable() {
        Answer answer =
                wire.sendFile(at("process-instance/{i}/variables/outcome/data").trim(), "data", "a.txt", SECRET);

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void a_business_key_that_is_contact_data() {
        Answer answer = wire.post(
                "/engine-rest/process-definition/key/phone-patient/start", "{\"businessKey\":\"" + SECRET + "\"}");

        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.message()).doesNotContain(SECRET);
    }

    @Test
    void a_note_in_the_name_or_description_of_a_task() {
        for (String field : new String[] {"name", "description"}) {
            Answer answer = wire.put("/engine-rest/task/" + task.getId(), "{\"" + field + "\":\"" + SECRET + "\"}");
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        }
        assertThat(wire.post("/engine-rest/task/" + task.getId() + "/claim", "{\"userId\":\"keeper\"}")
                        .status())
                .isEqualTo(204);
        assertThat(jdbc.sql("select count(*) from act_hi_taskinst where name_ = ? or description_ = ?")
                        .params(SECRET, SECRET)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_restart_of_what_has_ended() {
        runtime.deleteProcessInstance(instance.getId(), "test");

        Answer answer = wire.post(
                "/engine-rest/process-definition/" + instance.getProcessDefinitionId() + "/restart",
                "{\"processInstanceIds\":[\"" + instance.getId()
                        + "\"],\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"task-wait\"}]}");

        assertThat(answer.status()).isEqualTo(400);
    }

    /** What would be left if the door in front of the engine had a hole. */
    @Test
    void whatever_came_past_the_door() {
        String id = consultations.withoutProcess().id().toString();
        Map<String, Object> contact = Map.of("email", SECRET);

        refused(() -> runtime.setVariable(instance.getId(), "email", SECRET));
        refused(() -> runtime.setVariableLocal(instance.getId(), "email", SECRET));
        refused(() -> tasks.setVariableLocal(task.getId(), "email", SECRET));
        refused(() -> tasks.complete(task.getId(), contact));
        refused(() -> runtime.startProcessInstanceByKey("phone-patient", id, contact));
        refused(() -> runtime.startProcessInstanceByKey("phone-patient", SECRET));
        refused(() -> runtime.startProcessInstanceByKey("consultation", id));
        refused(() -> runtime.createProcessInstanceByKey("consultation")
                .businessKey(id)
                .startBeforeActivity("task-wait")
                .execute());
        refused(() -> tasks.saveTask(tasks.newTask()));
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(id)
                        .count())
                .isZero();
    }

    @Test
    void the_declared_variables_are_written() {
        tasks.complete(task.getId(), Map.of("outcome", "completed", "scheduleRevision", 2));

        assertThat(engine.getHistoryService()
                        .createHistoricVariableInstanceQuery()
                        .processInstanceId(instance.getId())
                        .list())
                .extracting("name")
                .contains("outcome", "scheduleRevision", "kind", "audience");
    }

    private String at(String path) {
        return "/engine-rest/" + path.trim().replace("{i}", instance.getId()).replace("{t}", task.getId());
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable attack) {
        assertThatThrownBy(attack).isInstanceOf(ProcessEngineException.class);
    }
}
