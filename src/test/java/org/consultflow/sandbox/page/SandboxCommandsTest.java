package org.consultflow.sandbox.page;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Party;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

class SandboxCommandsTest extends PageUnderTest {

    @Test
    void an_example_is_booked_as_an_integrator_would() throws Exception {
        JsonNode booking = booked("{\"inHours\": 26, \"locale\": \"es\", \"paymentRequired\": true}");

        assertThat(booking.get("start").textValue()).isEqualTo("2026-03-06T12:05:00Z");
        assertThat(booking.get("consultationType").textValue()).isEqualTo("video");
        assertThat(booking.at("/patient/phone").textValue())
                .startsWith("+6149157")
                .isNotEqualTo(PHONE);
        assertThat(booking.at("/patient/email").textValue()).endsWith("@example.com");
        assertThat(booking.at("/patient/locale").textValue()).isEqualTo("es");
        assertThat(booking.at("/payment/currency").textValue()).isEqualTo("AUD");
        assertThat(booking.at("/provider/photoUrl").textValue())
                .isEqualTo("http://localhost:8080/sandbox/provider.svg");
    }

    @Test
    void a_bare_click_books_a_video_consultation_in_english() throws Exception {
        JsonNode booking = booked("{}");

        assertThat(booking.at("/patient/locale").textValue()).isEqualTo("en");
        assertThat(booking.has("payment")).isFalse();
        assertThat(booking.get("requiresAcceptance").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"locale, \"fr\"", "inHours, 0", "inHours, -3", "inHours, 9000"})
    void a_wish_that_breaks_a_rule_names_its_field(String field, String value) {
        assertThatThrownBy(() -> send("/sandbox/consultations", "{\"" + field + "\": " + value + "}"))
                .hasRootCauseInstanceOf(org.consultflow.consultation.InvalidRequestException.class)
                .hasMessageContaining(field);
    }

    @Test
    void the_buttons_give_the_apis_commands() throws Exception {
        List<String> given = new ArrayList<>();
        when(commands.accept(ID)).then(call -> note(given, "accept"));
        when(commands.decline(ID, null)).then(call -> note(given, "decline"));
        when(commands.confirmPayment(ID)).then(call -> note(given, "pay"));
        when(commands.cancel(ID, Party.PATIENT, null)).then(call -> note(given, "cancel"));
        when(commands.complete(ID, "no-show")).then(call -> note(given, "complete"));
        when(commands.reschedule(any(), any()))
                .then(call -> note(
                        given, call.getArgument(1, JsonNode.class).get("start").textValue()));

        String path = "/sandbox/consultations/" + ID;
        mvc.perform(post(path + "/accept")).andExpect(status().isOk());
        mvc.perform(post(path + "/decline")).andExpect(status().isOk());
        mvc.perform(post(path + "/pay")).andExpect(status().isOk());
        send(path + "/cancel", "{\"by\":\"patient\"}").andExpect(status().isOk());
        send(path + "/reschedule", "{\"inHours\":48}").andExpect(status().isOk());
        send(path + "/complete", "{\"outcome\":\"no-show\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.id").value(ID.toString()));

        assertThat(given).containsExactly("accept", "decline", "pay", "cancel", "2026-03-07T10:05:00Z", "complete");
    }

    @Test
    void faults_are_ordered_and_taken_away() throws Exception {
        send("/sandbox/faults", "{\"channel\":\"whatsapp\",\"fault\":\"opted-out\",\"times\":2}")
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.fault").value("opted-out"))
                .andExpect(jsonPath("$.times").value(2));
        mvc.perform(delete("/sandbox/faults")).andExpect(status().isNoContent());

        assertThat(faults.list()).isEmpty();
        assertThatThrownBy(() -> send("/sandbox/faults", "{\"channel\":\"fax\",\"fault\":\"slow\"}"))
                .hasMessageContaining("channel must be");
        assertThatThrownBy(() -> send("/sandbox/faults", "{\"fault\":\"sulking\"}"))
                .hasMessageContaining("fault must be one of undeliverable, ");
    }

    private Consultation note(List<String> given, String what) {
        given.add(what);
        return consultation;
    }
}
