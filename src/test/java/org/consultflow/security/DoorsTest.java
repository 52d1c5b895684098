package org.consultflow.security;

import java.util.List;

import org.consultflow.lifecycle.guard.GuardedEngine;
import org.consultflow.lifecycle.guard.Wire;
import org.consultflow.lifecycle.guard.Wire.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@GuardedEngine
class DoorsTest {

    @LocalServerPort
    int port;

    @Autowired
    ObjectProvider<UserDetailsService> defaultUsers;

    @Autowired
    @Qualifier("webhooks")
    SecurityFilterChain webhooks;

    @Autowired
    List<SecurityFilterChain> doors;

    private Wire anonymous;

    @BeforeEach
    void outside() {
        anonymous = Wire.anonymous(port);
    }

    @Test
    void the_api_without_its_key_answers_with_a_problem_and_says_how_to_ask() {
        Answer answer = anonymous.get("/api/ping");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer wrong", "Bearer ", "Bearer key-for-the-ap", "Basic a2VlcGVyOng=", "key-for-the-api"})
    void a_wrong_key_is_no_key(String header) {
        assertThat(anonymous.with("Authorization", header).get("/api/ping").status())
                .isEqualTo(401);
    }

    @Test
    void the_key_opens_the_api_and_leaves_no_session() {
        Answer answer = withKey().get("/api/ping");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Set-Cookie")).isNull();
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void an_engine_s_user_does_not_open_the_api_and_the_key_does_not_open_the_engine() {
        assertThat(Wire.admin(port).get("/api/ping").status()).isEqualTo(401);
        assertThat(withKey().get("/engine-rest/engine").status()).isEqualTo(401);
        assertThat(withKey().get("/actuator/metrics").status()).isEqualTo(401);
    }

    @Test
    void an_empty_key_stops_the_start_instead_of_letting_everybody_in() {
        assertThatThrownBy(() -> new ApiKey(" ")).hasMessageContaining("CONSULTFLOW_API_KEY");
    }

    @Test
    void an_error_behind_the_door_stays_that_error() {
        assertThat(withKey().get("/api/broken").status()).isEqualTo(500);
        assertThat(withKey().get("/api/missing").status()).isEqualTo(404);
        assertThat(Wire.admin(port).get("/engine-rest/missing").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest/engine",
                "/engine-rest/process-definition",
                "/engine-rest/engine/default/user",
                "/engine-rest/deployment/create"
            })
    void the_engine_without_login(String path) {
        Answer answer = anonymous.get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic");
    }

    @Test
    void health_is_open_and_metrics_are_for_operations() {
        assertThat(anonymous.get("/actuator/health").status()).isEqualTo(200);
        assertThat(anonymous.get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(anonymous.get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(anonymous.get("/actuator/metrics").status()).isEqualTo(401);
        assertThat(Wire.admin(port).get("/actuator/metrics").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/join/ping", "/answer/ping", "/sandbox/ping", "/webhooks/ping", "/api-docs/openapi"})
    void open_paths_are_open(String path) {
        assertThat(anonymous.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/secret", "/error", "/application.yml", "/camundax", "/engine-restx", "/actuatorx"})
    void what_is_not_named_is_closed(String path) {
        assertThat(anonymous.get(path).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/%2e%2e/secret", "/join/..%2fsecret", "/join/ping;x=1", "//api/ping", "/api%2fping"})
    void a_path_in_disguise_opens_nothing(String path) {
        assertThat(anonymous.get(path).status()).isIn(400, 401, 403, 404);
    }

    @Test
    void pages_may_run_their_own_scripts_only_and_tell_nobody_where_one_came_from() {
        Answer page = anonymous.get("/join/ping");

        assertThat(page.header("Content-Security-Policy"))
                .contains("script-src 'self';", "frame-ancestors 'none'", "object-src 'none'");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    }

    @Test
    void a_page_of_another_site_borrows_the_browser_s_login() {
        Answer fetched =
                Wire.admin(port).with("Sec-Fetch-Site", "cross-site").post("/engine-rest/process-instance/count", "{}");
        Answer old = Wire.admin(port)
                .with("Origin", "https://attacker.example")
                .post("/engine-rest/process-instance/count", "{}");
        Answer sandbox = anonymous.with("Origin", "null").post("/sandbox/ping", "{}");
        Answer answer = anonymous.with("Sec-Fetch-Site", "cross-site").post("/answer/ping", "{}");

        assertThat(fetched.status()).isEqualTo(403);
        assertThat(old.status()).isEqualTo(403);
        assertThat(sandbox.status()).isEqualTo(403);
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void our_own_pages_and_programs_are_not_foreign() {
        assertThat(anonymous
                        .with("Origin", "http://localhost:" + port)
                        .post("/sandbox/ping", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(anonymous
                        .with("Sec-Fetch-Site", "same-origin")
                        .post("/sandbox/ping", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(withKey().post("/api/ping", "{}").status()).isEqualTo(200);
    }

    @Test
    void a_body_without_end() {
        String large = "{\"a\":\"" + "x".repeat((int) BodyLimit.LIMIT) + "\"}";

        assertThat(withKey().post("/api/ping", large).status()).isEqualTo(413);
        assertThat(anonymous.post("/webhooks/ping", large).status()).isEqualTo(413);
    }

    @Test
    void a_webhook_answers_as_data_does_and_is_no_page_s_business() {
        Answer answer = anonymous.get("/webhooks/ping");
        Answer foreign = anonymous.with("Sec-Fetch-Site", "cross-site").post("/webhooks/ping", "{}");

        assertThat(answer.header("Set-Cookie")).isNull();
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void a_flood_of_receipts_does_not_pay_for_logins_that_a_webhook_does_not_have() {
        assertThat(webhooks.getFilters())
                .extracting(filter -> filter.getClass().getSimpleName())
                .containsExactly("WebAsyncManagerIntegrationFilter", "HeaderWriterFilter", "ForeignPages", "BodyLimit");
    }

    @Test
    void no_door_asks_spring_mvc_where_a_path_leads() {
        assertThat(doors)
                .hasSizeGreaterThan(5)
                .extracting(door -> String.valueOf(((DefaultSecurityFilterChain) door).getRequestMatcher()))
                .noneMatch(matcher -> matcher.contains("Mvc"));
    }

    @Test
    void nobody_made_a_user_with_a_password_in_the_log() {
        assertThat(defaultUsers.getIfAvailable()).isNull();
    }

    private Wire withKey() {
        return anonymous.with("Authorization", "Bearer " + GuardedEngine.API_KEY);
    }
}
