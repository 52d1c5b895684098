package org.consultflow;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.EngineTables;
import org.consultflow.support.ServiceLog;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Channel.EMAIL;
import static org.consultflow.support.Channel.WHATSAPP;

/** A booking that comes by the engine's own API is a booking like any other. */
@ServiceTest
class BookingOverEngineRestJourneyTest {

    private static final String START = "/engine-rest/process-definition/key/consultation/start";

    @Autowired
    Clinic clinic;

    @Autowired
    EngineTables engine;

    @Autowired
    ServiceLog log;

    @Autowired
    MeterRegistry meters;

    @Test
    void it_goes_all_the_way_and_the_engine_never_learns_who_it_is_about() {
        ObjectNode booking = clinic.aBooking();

        HttpResponse<String> answer = clinic.post(START, start(booking, null));
        clinic.whenAllIsQuiet();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        BookedConsultation booked = clinic.theConsultation(
                UUID.fromString(clinic.read(answer).path("businessKey").asText()), booking);
        booked.thenStatusIs("confirmed")
                .thenPatientGot("confirmation")
                .on(EMAIL)
                .thenProviderGot("booked")
                .on(EMAIL);
        String instance = clinic.read(answer).path("id").asText();
        assertThat(clinic.read(clinic.get("/engine-rest/process-instance/" + instance))
                        .path("businessKey")
                        .asText())
                .isEqualTo(booked.id().toString());
        booked.whenItIsBeforeStart("PT23H").thenPatientGot("reminder-24h").on(WHATSAPP);
        booked.whenCancelledBy("patient").thenStatusIs("cancelled");
        String kept = engine.text();
        String logged = log.text();
        assertThat(kept).contains(booked.id().toString());
        assertThat(logged).contains("ConsultFlow is ready");
        assertThat(booked.secrets()).hasSize(6).allSatisfy(secret -> {
            assertThat(kept).doesNotContain(secret);
            assertThat(logged).doesNotContain(secret);
        });
    }

    @Test
    void the_caller_s_business_key_makes_a_repeated_start_answer_as_before() {
        ObjectNode booking = clinic.aBooking();
        String key = "order-" + UUID.randomUUID();

        double before = booked();

        HttpResponse<String> first = clinic.post(START, start(booking, key));
        HttpResponse<String> again = clinic.post(START, start(booking, key));
        HttpResponse<String> overTheApi = clinic.post("/api/consultations", booking, "Idempotency-Key", key);
        HttpResponse<String> other = clinic.post(START, start(booking.deepCopy().put("durationMinutes", 20), key));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(clinic.read(again).path("id")).isEqualTo(clinic.read(first).path("id"));
        assertThat(overTheApi.statusCode()).isEqualTo(201);
        assertThat(clinic.read(overTheApi).path("id"))
                .isEqualTo(clinic.read(first).path("businessKey"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(booked()).as("as metrics count it").isEqualTo(before + 1);
        clinic.whenAllIsQuiet();
        assertThat(clinic.mailbox().to(booking.at("/patient/email").asText())).hasSize(1);
    }

    @Test
    void a_bad_booking_names_field_and_rule_and_leaves_nothing_behind() {
        ObjectNode booking = clinic.aBooking().put("timeZone", "Melbourne");
        booking.withObject("/patient").put("email", "nobody");
        List<Long> before = engine.rowsOfBookings();

        HttpResponse<String> answer = clinic.post(START, start(booking, "order-" + UUID.randomUUID()));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(clinic.read(answer).path("message").asText())
                .contains("booking.patient.email")
                .contains("must be")
                .doesNotContain("nobody");
        assertThat(engine.rowsOfBookings()).isEqualTo(before);
        assertThat(engine.text())
                .doesNotContain(booking.at("/patient/reference").asText());
        ObjectNode wrongZone = clinic.aBooking().put("timeZone", "Melbourne");
        assertThat(clinic.read(clinic.post(START, start(wrongZone, null)))
                        .path("message")
                        .asText())
                .isEqualTo("booking.timeZone must be an IANA time zone, such as Australia/Melbourne");
        assertThat(engine.rowsOfBookings()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"variables\":{}}",
                "{\"variables\":{\"consultationId\":{\"value\":\"6f1c1f0e-0000-4000-8000-000000000000\",\"type\":\"String\"}}}"
            })
    void a_start_without_a_booking_is_refused(String body) throws Exception {
        List<Long> before = engine.rowsOfBookings();

        HttpResponse<String> answer = clinic.post(START, clinic.json().readTree(body));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(clinic.read(answer).path("message").asText()).contains("booking");
        assertThat(engine.rowsOfBookings()).isEqualTo(before);
    }

    private double booked() {
        return meters.get("consultflow.bookings").tag("type", "video").counter().count();
    }

    private ObjectNode start(ObjectNode booking, String businessKey) {
        ObjectNode start = clinic.json().createObjectNode();
        if (businessKey != null) {
            start.put("businessKey", businessKey);
        }
        start.withObject("/variables/booking").put("value", booking.toString()).put("type", "Json");
        return start;
    }
}
