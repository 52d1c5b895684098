package org.consultflow;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.people.People;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What a patient agreed to and prefers, told and read over HTTP. */
@ServiceTest
class CommunicationApiTest {

    @Autowired
    Clinic clinic;

    @Autowired
    People people;

    private final String reference = "pat-" + UUID.randomUUID();

    @Test
    void what_a_booking_lists_is_agreed_to_with_when_and_from_where() {
        book("email", "whatsapp");
        assertThat(statuses())
                .containsExactly("email active booking", "sms inactive booking", "whatsapp active booking");
        assertThat(read().at("/consents/0/history")).hasSize(1);
        assertThat(read().at("/consents/0/dateTime").asText()).isNotEmpty();
    }

    @Test
    void what_a_booking_does_not_say_is_assumed_until_something_is_said() {
        bookWithoutAList();
        assertThat(statuses()).containsExactly("email active booking-default", "sms active booking-default");
        book();
        bookWithoutAList();
        assertThat(statuses()).containsExactly("email inactive booking", "sms inactive booking");
    }

    @Test
    void the_newest_list_counts_but_never_undoes_a_withdrawal() {
        book("email", "whatsapp", "sms");
        put("consents/sms", "{'status': 'inactive', 'source': 'phone-call'}");
        book("email", "sms");
        assertThat(statuses())
                .containsExactly("email active booking", "sms inactive phone-call", "whatsapp inactive booking");
        put("consents/sms", "{'status': 'active'}");
        assertThat(statuses()).contains("sms active api");
        assertThat(read().at("/consents/1/history")).hasSize(4);
    }

    @Test
    void the_same_said_again_is_kept_once() {
        book("email", "sms");
        String withdrawn =
                "{'status': 'inactive', 'source': 'paper-form', 'dateTime': '2026-01-05T10:00:00.123456789+11:00'}";
        put("consents/sms", withdrawn);
        String once = read().toString();
        put("consents/sms", withdrawn);
        put("consents/sms", "{'status': 'inactive', 'source': 'paper-form'}");
        assertThat(read().toString()).isEqualTo(once);
        assertThat(statuses()).contains("sms inactive paper-form");
    }

    @Test
    void a_preference_takes_the_place_of_the_one_before_and_an_empty_one_clears_it() {
        book("email", "sms");
        put(
                "preferences",
                "{'channels': ['sms', 'email'], 'language': 'es-MX', 'quietHours': {'from': '21:00', 'to': '00:00',"
                        + " 'timeZone': 'America/Mexico_City', 'mode': 'bring-forward'}}");
        assertThat(read().path("preferences").toString())
                .isEqualTo("{'channels':['sms','email'],'language':'es-MX','quietHours':{'from':'21:00','to':'00:00',"
                                .replace('\'', '"')
                        + "'timeZone':'America/Mexico_City','mode':'bring-forward'}}".replace('\'', '"'));
        put("preferences", "{'language': 'en'}");
        assertThat(read().path("preferences").toString()).isEqualTo("{\"channels\":[],\"language\":\"en\"}");
        put("preferences", "{}");
        assertThat(read().path("preferences").toString()).isEqualTo("{\"channels\":[]}");
    }

    @Test
    void a_stop_is_shown_for_the_number_that_the_patient_has_now_and_no_address_is() {
        BookedConsultation booked = book("email", "sms");
        people.optOut("sms", booked.phone(), "twilio-inbound-message");
        assertThat(read().at("/optOuts/0/optedOut").asBoolean()).isTrue();
        people.optOut("sms", booked.phone(), "provider-21610");
        people.optIn("sms", booked.phone());

        JsonNode said = read().at("/optOuts/0");
        assertThat(said.path("channel").asText()).isEqualTo("sms");
        assertThat(said.path("optedOut").asBoolean()).isFalse();
        assertThat(said.path("history")).hasSize(2);
        assertThat(read().toString()).doesNotContain(booked.secrets());

        book("email", "sms");
        assertThat(read().path("optOuts")).as("another number").isEmpty();
    }

    @Test
    void nobody_is_known_before_the_first_booking() {
        for (HttpResponse<String> answer : List.of(
                clinic.get(path("communication")),
                send("preferences", "{}"),
                send("consents/sms", "{'status': 'active'}"))) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).doesNotContain("doc-");
        }
    }

    @Test
    void without_the_key_nothing_is_said() {
        assertThat(clinic.http()
                        .send(clinic.http().anonymous(path("communication")).GET())
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "consents/fax | {'status': 'active'} | channel",
                "consents/sms | {} | status",
                "consents/sms | {'status': 'maybe'} | status",
                "consents/sms | {'status': 'active', 'source': 'booking'} | source",
                "consents/sms | {'status': 'active', 'source': 'Dr Who said so'} | source",
                "consents/sms | {'status': 'active', 'dateTime': 'yesterday'} | dateTime",
                "consents/sms | {'status': 'active', 'dateTime': '2099-01-01T00:00:00Z'} | dateTime",
                "consents/sms | {'status': 'active', 'note': 'x'} | note",
                "preferences | {'channels': ['fax']} | channels",
                "preferences | {'channels': ['sms', 'sms']} | channels",
                "preferences | {'language': 'not a language'} | language",
                "preferences | {'quietHours': {'from': '9pm', 'to': '07:00', 'timeZone': 'UTC'}} | quietHours.from",
                "preferences | {'quietHours': {'from': '21:00', 'to': '24:00', 'timeZone': 'UTC'}} | quietHours.to",
                "preferences | {'quietHours': {'from': '21:00', 'to': '21:00', 'timeZone': 'UTC'}} | quietHours.to",
                "preferences | {'quietHours': {'from': '21:00', 'to': '07:00'}} | quietHours.timeZone",
                "preferences | {'quietHours': {'from': '21:00', 'to': '07:00', 'timeZone': 'Mars'}} | quietHours.timeZone",
                "preferences | {'quietHours': {'from': '21:00', 'to': '07:00', 'timeZone': 'UTC', 'mode': 'later'}} | quietHours.mode"
            })
    void what_breaks_a_rule_is_refused_naming_field_and_rule(String what, String body, String field) {
        HttpResponse<String> answer = send(what, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(clinic.read(answer).at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(clinic.read(answer).at("/errors/0/rule").asText()).isNotEmpty();
    }

    private BookedConsultation book(String... consent) {
        return clinic.booked(booking -> {
            ObjectNode patient = booking.withObject("/patient").put("reference", reference);
            List.of(consent).forEach(patient.putArray("consent")::add);
        });
    }

    private void bookWithoutAList() {
        clinic.booked(booking ->
                booking.withObject("/patient").put("reference", reference).remove("consent"));
    }

    private List<String> statuses() {
        return StreamSupport.stream(read().path("consents").spliterator(), false)
                .map(it -> it.path("channel").asText() + " " + it.path("status").asText() + " "
                        + it.path("source").asText())
                .toList();
    }

    private JsonNode read() {
        return clinic.read(clinic.get(path("communication")));
    }

    private void put(String what, String body) {
        assertThat(send(what, body).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> send(String what, String body) {
        return clinic.http()
                .send(clinic.http()
                        .request(path(what))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    private String path(String what) {
        return "/api/patients/" + reference + "/" + what;
    }
}
