package org.consultflow.lifecycle.calls;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WayBackTest {

    private final WayBack wayBack = new WayBack(URI.create("https://clinic.example"));

    @ParameterizedTest
    @CsvSource({
        "/camunda/app/tasklist/default/, /camunda/app/tasklist/default/",
        "https://clinic.example/camunda/app/tasklist/default/, /camunda/app/tasklist/default/",
        "http://localhost:8080/camunda/app/tasklist/default/#/?task=1, /camunda/app/tasklist/default/",
        "/camunda/app/tasklist/default/?next=//evil.example, /camunda/app/tasklist/default/"
    })
    void it_leads_back_into_the_engine_s_own_applications(String callbackUrl, String place) {
        assertThat(wayBack.from(callbackUrl, "localhost:8080")).contains(URI.create(place));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/camunda/app/tasklist/default/",
                "//evil.example/camunda/app",
                "//camunda/app",
                "///evil.example/camunda",
                "/\\evil.example/camunda",
                "https:/camunda/app",
                "https:///camunda/app",
                "javascript:alert(1)//camunda/",
                "data:text/html,/camunda/",
                "https://clinic.example@evil.example/camunda/app",
                "https://clinic.example.evil.example/camunda/app",
                "/camunda//evil.example",
                "/camunda/../sandbox",
                "/camunda/%2e%2e/sandbox",
                "/camunda/app\r\nSet-Cookie: x=1",
                "/camundax",
                "/sandbox",
                "camunda/app",
                ""
            })
    void it_leads_nowhere_else(String callbackUrl) {
        assertThat(wayBack.from(callbackUrl, "localhost:8080")).isEmpty();
    }

    @Test
    void a_request_that_names_no_place_and_no_host_leads_nowhere() {
        assertThat(wayBack.from(null, null)).isEmpty();
        assertThat(wayBack.from("http://localhost:8080/camunda/app", null)).isEmpty();
    }
}
