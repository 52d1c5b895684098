package org.consultflow.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

class LoopbackGateTest {

    @RestController
    static class Behind {

        @GetMapping({"/sandbox/state", "/sandbox/clock", "/sandboxes"})
        String read() {
            return "{}";
        }

        @PostMapping({"/sandbox/faults", "/sandbox/clock"})
        String change() {
            return "{}";
        }
    }

    private static MockMvc mvc(boolean page, String clock) {
        return MockMvcBuilders.standaloneSetup(new Behind())
                .addFilters(new LoopbackGate(page, clock, new ObjectMapper()))
                .build();
    }

    private final MockMvc mvc = mvc(true, "adjustable");

    private static MockHttpServletRequestBuilder from(
            MockHttpServletRequestBuilder request, String address, String host) {
        return request.header("Host", host).with(sent -> {
            sent.setRemoteAddr(address);
            return sent;
        });
    }

    private static MockHttpServletRequestBuilder local(MockHttpServletRequestBuilder request) {
        return from(request, "127.0.0.1", "localhost:8080");
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource({
        "127.0.0.1, localhost:8080, 200",
        "127.0.0.1, 127.0.0.1, 200",
        "127.0.0.1, LOCALHOST, 200",
        "0:0:0:0:0:0:0:1, localhost:8080, 200",
        "192.0.2.7, localhost:8080, 404",
        "127.0.0.1, clinic.example, 404",
        "127.0.0.1, localhost.evil.example, 404",
        "127.0.0.1, 127.0.0.1.evil.example, 404",
        "127.0.0.1, localhost:8080@evil.example, 404",
    })
    void only_this_machine_by_its_local_name_gets_in(String address, String host, int status) throws Exception {
        mvc.perform(from(get("/sandbox/state"), address, host)).andExpect(status().is(status));
    }

    @Test
    void a_request_without_a_host_does_not_get_in() throws Exception {
        mvc.perform(get("/sandbox/state")).andExpect(status().isNotFound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "x-forwarded-host", "Forwarded", "Via", "X-Real-IP", "CF-Connecting-IP"})
    void a_request_that_came_through_a_proxy_does_not_get_in(String header) throws Exception {
        mvc.perform(local(get("/sandbox/state")).header(header, "127.0.0.1")).andExpect(status().isNotFound());
    }

    @Test
    void without_the_page_the_clock_alone_stays_while_it_can_be_moved() throws Exception {
        mvc(false, "adjustable").perform(local(get("/sandbox/clock"))).andExpect(status().isOk());
        mvc(false, "adjustable").perform(local(get("/sandbox/state"))).andExpect(status().isNotFound());
        mvc(false, "system").perform(local(get("/sandbox/clock"))).andExpect(status().isNotFound());
    }

    @Test
    void other_paths_are_not_the_gates_business() throws Exception {
        mvc.perform(from(get("/sandboxes"), "192.0.2.7", "clinic.example")).andExpect(status().isOk());
    }

    @ParameterizedTest(name = "{0}: {1} is answered {2}")
    @CsvSource({
        "Origin, http://localhost:8080, 200",
        "Origin, http://localhost:3000, 403",
        "Origin, https://evil.example, 403",
        "Origin, null, 403",
        "Sec-Fetch-Site, same-origin, 200",
        "Sec-Fetch-Site, none, 200",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, cross-site, 403",
    })
    void another_page_in_the_same_browser_changes_nothing(String header, String value, int status) throws Exception {
        mvc.perform(local(post("/sandbox/faults"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}")
                        .header(header, value))
                .andExpect(status().is(status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
    void a_form_that_any_page_could_send_changes_nothing(String contentType) throws Exception {
        mvc.perform(local(post("/sandbox/clock"))
                        .header("Content-Type", contentType)
                        .content("{\"advance\":\"PT1H\"}"))
                .andExpect(status().isUnsupportedMediaType());
    }

    @Test
    void a_body_without_a_type_changes_nothing_but_no_body_needs_no_type() throws Exception {
        mvc.perform(local(post("/sandbox/clock")).content("{}")).andExpect(status().isUnsupportedMediaType());
        mvc.perform(local(post("/sandbox/clock"))).andExpect(status().isOk());
    }
}
