package org.consultflow.lifecycle.guard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.ProcessEngine;
import org.consultflow.lifecycle.guard.Wire.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The same API lies behind Cockpit's login. */
@GuardedEngine
class CockpitDoorTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default/";
    private static final Pattern COOKIE = Pattern.compile("([^=; ]+)=([^;]*)");

    @LocalServerPort
    int port;

    @Autowired
    ProcessEngine engine;

    private Wire browser;

    @BeforeEach
    void login() {
        engine.getRepositoryService()
                .createDeployment()
                .addString("consultation.bpmn", Models.consultation())
                .name("models")
                .enableDuplicateFiltering(true)
                .deploy();
        Answer first = Wire.anonymous(port).get("/camunda/app/welcome/default/");
        browser = remember(Wire.anonymous(port), first);
        Answer login = browser.send(
                "POST",
                "/camunda/api/admin/auth/user/default/login/cockpit",
                "username=" + GuardedEngine.ADMIN + "&password=" + GuardedEngine.PASSWORD,
                "application/x-www-form-urlencoded");
        assertThat(login.status()).as(login.text()).isEqualTo(200);
        browser = remember(browser, login);
        // a login begins a new session, whose token comes with the next page
        browser = remember(browser, browser.get("/camunda/app/cockpit/default/"));
    }

    @Test
    void the_first_visitor_does_not_become_administrator() {
        Answer setup = Wire.anonymous(port).get("/camunda/app/admin/default/setup/");
        Answer create = browser.post(
                "/camunda/api/admin/setup/default/user/create",
                "{\"profile\":{\"id\":\"mallory\"},\"credentials\":{\"password\":\"Mallory-was-here-1\"}}");

        assertThat(setup.status()).isNotEqualTo(200);
        assertThat(create.status()).isGreaterThanOrEqualTo(400);
        assertThat(engine.getIdentityService()
                        .createUserQuery()
                        .userId("mallory")
                        .count())
                .isZero();
    }

    @Test
    void a_query_with_an_expression_behind_Cockpit_s_login() {
        Answer answer = browser.post(
                ENGINE + "task?maxResults=1", "{\"orQueries\":[{\"assigneeExpression\":\"${treasure.take()}\"}]}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.message()).contains("Expression");
    }

    @Test
    void Tasklist_gets_its_filters_in_the_number_that_it_asks_for() {
        Answer answer = browser.get(ENGINE + "filter?firstResult=0&maxResults=2000&itemCount=false&resourceType=Task");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group",
                "process-definition?key=consultation&sortBy=version&sortOrder=desc",
                "process-definition?key=consultation&firstResult=0",
                "history/incident",
                "metrics"
            })
    void Cockpit_gets_a_list_of_which_it_does_not_say_how_much_it_wants(String list) {
        Answer answer = browser.get(ENGINE + list);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void Cockpit_s_queries_in_a_body_are_limited_likewise_and_none_gets_more_than_there_may_be() {
        assertThat(browser.post(ENGINE + "process-instance", "{}").status()).isEqualTo(200);
        assertThat(browser.get(ENGINE + "group?maxResults=2001").message()).contains("limit of 2000");
        assertThat(browser.get(ENGINE + "group?maxResults=1").json()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "process-definition?key=consultation", "history/incident"})
    void an_integrator_says_how_much_of_a_list_is_wanted(String list) {
        Answer answer = Wire.admin(port).get("/engine-rest/" + list);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("unbound");
    }

    @Test
    void a_booking_behind_Cockpit_s_login_is_taken() {
        Answer answer = browser.post(
                ENGINE + "process-definition/key/consultation/start",
                "{\"variables\":{\"booking\":{\"value\":{\"patient\":{\"email\":\"alex@example.org\"}}}}}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("links").path(0).path("href").asText()).contains(ENGINE + "process-instance/");
    }

    @Test
    void a_booking_on_Cockpit_s_path_without_login() {
        Answer answer = Wire.anonymous(port)
                .post(
                        ENGINE + "process-definition/key/consultation/start",
                        "{\"variables\":{\"booking\":{\"value\":{}}}}");

        assertThat(answer.status()).isIn(401, 403);
    }

    @Test
    void a_forged_request_without_Cockpit_s_token() {
        Answer answer = new Wire(port, Map.of("Cookie", browser.headers().get("Cookie")))
                .post(
                        ENGINE + "process-definition/key/consultation/start",
                        "{\"variables\":{\"booking\":{\"value\":{\"patient\":{\"email\":\"alex@example.org\"}}}}}");

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void Cockpit_s_own_queries_pass() {
        Answer definitions = browser.post(
                ENGINE + "process-instance/count", "{\"processDefinitionKey\":\"consultation\",\"variables\":[]}");

        assertThat(definitions.status()).as(definitions.text()).isEqualTo(200);
    }

    private static Wire remember(Wire wire, Answer answer) {
        Wire next = wire;
        Map<String, String> jar = new LinkedHashMap<>();
        Matcher kept = COOKIE.matcher(wire.headers().getOrDefault("Cookie", ""));
        while (kept.find()) {
            jar.put(kept.group(1), kept.group(2));
        }
        for (String cookie : answer.response().headers().allValues("Set-Cookie")) {
            assertThat(cookie).contains("SameSite=Lax");
            Matcher set = COOKIE.matcher(cookie);
            assertThat(set.find()).isTrue();
            jar.put(set.group(1), set.group(2));
        }
        if (jar.containsKey("XSRF-TOKEN")) {
            next = next.with("X-XSRF-TOKEN", jar.get("XSRF-TOKEN"));
        }
        return next.with(
                "Cookie", jar.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("; ")));
    }
}
