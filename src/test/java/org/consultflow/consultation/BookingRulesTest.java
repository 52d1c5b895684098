package org.consultflow.consultation;

import java.time.Instant;
import java.util.List;

import jakarta.validation.Validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.consultation.InvalidRequestException.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class BookingRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RequestReader reader =
            new RequestReader(JSON, Validation.buildDefaultValidatorFactory().getValidator());

    private final ObjectNode booking = (ObjectNode)
            json(
                    """
            {"consultationType": "video", "start": "2026-12-01T09:00:00+11:00", "timeZone": "Australia/Melbourne",
             "durationMinutes": 50,
             "patient": {"reference": "pat-7", "name": "Pat Example", "email": "pat@example.com", "phone": "+61491570156"},
             "provider": {"reference": "doc-3", "name": "Dr Example", "email": "doc@example.com"}}""");

    @Test
    void the_smallest_booking_gets_defaults_for_all_else() {
        booking.with("patient").remove("email");
        Booking checked = check();
        assertThat(checked.type()).isEqualTo(ConsultationType.VIDEO);
        assertThat(checked.schedule().start()).isEqualTo("2026-11-30T22:00:00Z");
        assertThat(checked.schedule().revision()).isEqualTo(1);
        assertThat(checked.patient().locale().getLanguage()).isEqualTo("en");
        assertThat(checked.requiresAcceptance()).isFalse();
        assertThat(checked.paymentTerms()).isNull();
    }

    @Test
    void consent_to_whatsapp_is_never_assumed() {
        assertThat(check().patient().consent()).containsExactlyInAnyOrder("email", "sms");
    }

    @Test
    void consent_that_is_given_is_taken_as_it_is_also_when_it_is_none() {
        booking.with("patient").putArray("consent");
        assertThat(check().patient().consent()).isEmpty();
    }

    @Test
    void what_was_said_about_people_is_not_in_the_text_of_a_request() {
        booking.put("location", "Room 7");
        BookingRequest request = reader.read(booking, BookingRequest.class);
        assertThat(request + " " + request.patient() + " " + request.provider())
                .doesNotContainIgnoringCase("example")
                .doesNotContain("+61491570156")
                .doesNotContain("Room 7");
    }

    @Test
    void a_photo_has_an_address_that_is_one() {
        booking.with("provider").put("photoUrl", "https://clinic.example/dr example.png");
        assertThat(violations()).extracting(Violation::field).containsExactly("provider.photoUrl");
    }

    @Test
    void a_start_may_carry_another_offset_than_its_zone() {
        booking.put("start", "2026-11-30T23:00:00+01:00");
        assertThat(check().schedule().localStart().toString()).startsWith("2026-12-01T09:00+11:00");
    }

    @Test
    void a_phone_number_is_kept_in_e164() {
        booking.with("patient").put("phone", "+61 491 570 156");
        assertThat(check().patient().phone()).isEqualTo("+61491570156");
    }

    @Test
    void an_unpaid_booking_is_due_halfway_to_a_near_start_and_a_day_from_now_for_a_far_one() {
        booking.set("payment", json("{\"required\": true, \"amount\": \"120.00\", \"currency\": \"AUD\"}"));
        assertThat(check().paymentTerms().dueBy()).isEqualTo("2026-11-21T00:00:00Z");
        booking.put("start", "2026-11-20T10:00:00Z");
        assertThat(check().paymentTerms().dueBy()).isEqualTo("2026-11-20T05:00:00Z");
    }

    @Test
    void who_has_to_wait_for_acceptance_has_time_to_pay_after_it() {
        booking.put("requiresAcceptance", true);
        booking.set("payment", json("{\"required\": true, \"amount\": \"120.00\", \"currency\": \"AUD\"}"));
        assertThat(check().acceptanceDueAt()).isEqualTo("2026-11-21T00:00:00Z");
        assertThat(check().paymentTerms().dueBy()).isEqualTo("2026-11-22T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "consultationType, telepathy",
        "start, tomorrow",
        "start, 2026-12-02T10:30:00",
        "start, 2020-12-01T09:00:00Z",
        "start, 2046-12-01T09:00:00Z",
        "timeZone, Atlantis",
        "timeZone, +11:00",
        "durationMinutes, 0",
        "patient.reference, pat@example.com",
        "patient.name, ''",
        "patient.email, nobody",
        "patient.phone, 0491570156",
        "patient.phone, hello",
        "patient.locale, x_y_z!",
        "provider.photoUrl, javascript:alert(1)",
        "provider.email, nobody"
    })
    void a_broken_rule_is_told_with_its_field_and_without_its_value(String field, String value) {
        put(field, value);
        assertThat(violations()).anySatisfy(broken -> assertThat(broken.field()).isEqualTo(field));
        if (value.length() > 4) {
            assertThat(violations().toString()).doesNotContain(value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "consultationType",
        "start",
        "timeZone",
        "durationMinutes",
        "patient",
        "provider",
        "patient.reference",
        "patient.name",
        "provider.reference",
        "provider.name"
    })
    void a_missing_field_is_named(String field) {
        remove(field);
        assertThat(violations()).extracting(Violation::field).contains(field);
    }

    @Test
    void somebody_without_any_address_is_refused() {
        booking.with("provider").remove("email");
        assertThat(violations()).containsExactly(new Violation("provider", "needs an email or a phone"));
    }

    @Test
    void several_broken_rules_are_told_at_once() {
        put("timeZone", "Melbourne");
        put("patient.phone", "hello");
        assertThat(violations()).extracting(Violation::field).contains("timeZone", "patient.phone");
    }

    @Test
    void a_misspelt_field_is_refused_with_the_known_ones() {
        booking.put("requireAcceptance", true);
        assertThat(violations()).singleElement().satisfies(broken -> {
            assertThat(broken.field()).isEqualTo("requireAcceptance");
            assertThat(broken.rule()).contains("requiresAcceptance");
        });
    }

    @Test
    void a_wrong_json_type_names_its_field() {
        booking.put("patient", "pat-7");
        assertThat(violations()).extracting(Violation::field).containsExactly("patient");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"required\": true, \"currency\": \"AUD\"} | payment.amount",
                "{\"required\": true, \"amount\": -1, \"currency\": \"AUD\"} | payment.amount",
                "{\"required\": true, \"amount\": 1, \"currency\": \"dollars\"} | payment.currency",
                "{\"required\": true, \"amount\": 1, \"currency\": \"AUD\", \"dueBy\": \"2027-01-01T00:00:00Z\"} | payment.dueBy"
            })
    void payment_terms_that_make_no_sense_are_refused(String payment, String field) {
        booking.set("payment", json(payment));
        assertThat(violations()).extracting(Violation::field).containsExactly(field);
    }

    private Booking check() {
        return BookingRules.check(reader.read(booking, BookingRequest.class), NOW);
    }

    private List<Violation> violations() {
        return catchThrowableOfType(InvalidRequestException.class, this::check).violations();
    }

    private void put(String field, String value) {
        String[] path = field.split("\\.");
        ObjectNode parent = path.length == 1 ? booking : booking.with(path[0]);
        if (value.matches("-?\\d+") && !field.endsWith("phone")) {
            parent.put(path[path.length - 1], Integer.parseInt(value));
        } else {
            parent.put(path[path.length - 1], value);
        }
    }

    private void remove(String field) {
        String[] path = field.split("\\.");
        (path.length == 1 ? booking : booking.with(path[0])).remove(path[path.length - 1]);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
