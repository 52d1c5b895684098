package org.consultflow.lifecycle.guard;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@GuardedEngine
class EngineAccountsTest {

    @LocalServerPort
    int port;

    @Autowired
    ProcessEngine engine;

    @Autowired
    IdentityService identities;

    @AfterEach
    void forget() {
        identities.deleteUser("worker");
    }

    @Test
    void the_configured_administrator_is_one() {
        assertThat(Wire.admin(port)
                        .get("/engine-rest/user/count")
                        .json()
                        .path("count")
                        .asInt())
                .isPositive();
        assertThat(identities
                        .createGroupQuery()
                        .groupMember(GuardedEngine.ADMIN)
                        .list())
                .extracting("id")
                .containsExactly("camunda-admin");
    }

    @Test
    void a_changed_password_in_the_configuration_is_the_password_after_the_next_start() {
        new EngineAccounts("worker", "First-secret-1").postProcessEngineBuild(engine);
        new EngineAccounts("worker", "Second-secret-2").postProcessEngineBuild(engine);

        assertThat(identities.checkPassword("worker", "Second-secret-2")).isTrue();
        assertThat(identities.checkPassword("worker", "First-secret-1")).isFalse();
    }

    @Test
    void a_weak_password_or_none_stops_the_start_in_words() {
        assertThatThrownBy(() -> new EngineAccounts("worker", "short").postProcessEngineBuild(engine))
                .hasMessageContaining("CONSULTFLOW_ADMIN_PASSWORD is too weak");
        assertThatThrownBy(() -> new EngineAccounts("worker", "").postProcessEngineBuild(engine))
                .hasMessageContaining("CONSULTFLOW_ADMIN_PASSWORD");
    }

    @Test
    void guessing_passwords_locks_the_user() {
        worker("analyst");
        Wire guess = Wire.anonymous(port).as("worker", "wrong");
        for (int i = 0; i < 5; i++) {
            assertThat(guess.get("/engine-rest/engine").status()).isEqualTo(401);
        }

        assertThat(Wire.anonymous(port)
                        .as("worker", "Any-secret-1")
                        .get("/engine-rest/engine")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void an_analyst_deploys_and_reads_and_does_no_more() {
        worker("analyst");
        Wire analyst = Wire.anonymous(port).as("worker", "Any-secret-1");

        assertThat(analyst.deploy("phone-patient.bpmn", Models.phonePatient()).status())
                .isEqualTo(200);
        assertThat(analyst.get("/engine-rest/process-definition/count")
                        .json()
                        .path("count")
                        .asInt())
                .isPositive();
        assertThat(analyst.post(
                                "/engine-rest/user/create",
                                "{\"profile\":{\"id\":\"x\"},\"credentials\":{\"password\":\"Any-secret-2\"}}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void the_receptionist_sees_no_deployment() {
        worker("reception");

        assertThat(Wire.anonymous(port)
                        .as("worker", "Any-secret-1")
                        .deploy("phone-patient.bpmn", Models.phonePatient())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void who_asked_is_forgotten_when_the_thread_is_reused() {
        Wire.admin(port).get("/engine-rest/engine");

        assertThat(Wire.anonymous(port).get("/engine-rest/engine").status()).isEqualTo(401);
        assertThat(identities.getCurrentAuthentication()).isNull();
    }

    private void worker(String group) {
        var user = identities.newUser("worker");
        user.setPassword("Any-secret-1");
        identities.saveUser(user);
        identities.createMembership("worker", group);
    }
}
