package org.consultflow;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.EngineTables;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The API as an integrator meets it. */
@ServiceTest
class BookingApiTest {

    private static final String PATH = "/api/consultations";

    @Autowired
    Clinic clinic;

    @Autowired
    EngineTables tables;

    @Test
    void without_the_key_nobody_reads_or_books() {
        for (String path : List.of(PATH, PATH + "/" + UUID.randomUUID())) {
            HttpResponse<String> answer =
                    clinic.http().send(clinic.http().anonymous(path).GET());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
        }
    }

    @Test
    void the_same_key_with_the_same_booking_answers_as_before_and_with_another_it_is_a_conflict() {
        ObjectNode booking = clinic.aBooking();
        String key = UUID.randomUUID().toString();

        HttpResponse<String> first = clinic.post(PATH, booking, "Idempotency-Key", key);
        HttpResponse<String> again = clinic.post(PATH, booking, "Idempotency-Key", key);
        HttpResponse<String> other =
                clinic.post(PATH, booking.deepCopy().put("durationMinutes", 20), "Idempotency-Key", key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Location")).contains(PATH + "/" + id(first));
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(id(again)).isEqualTo(id(first));
        assertThat(other.statusCode()).isEqualTo(409);
        clinic.whenAllIsQuiet();
        assertThat(clinic.mailbox().to(booking.at("/patient/email").asText())).hasSize(1);
    }

    @Test
    void twenty_that_book_the_same_at_once_have_booked_one_consultation() {
        ObjectNode booking = clinic.aBooking();
        String key = UUID.randomUUID().toString();

        List<HttpResponse<String>> answers = atOnce(IntStream.range(0, 20)
                .<Supplier<HttpResponse<String>>>mapToObj(
                        number -> () -> clinic.post(PATH, booking, "Idempotency-Key", key))
                .toList());

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
        assertThat(answers.stream().map(this::id).distinct()).hasSize(1);
        clinic.whenAllIsQuiet();
        assertThat(clinic.mailbox().to(booking.at("/patient/email").asText())).hasSize(1);
        assertThat(clinic.mailbox().to(booking.at("/provider/email").asText())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "consultationType, '\"by-owl\"'",
        "start, '\"yesterday\"'",
        "start, '\"2020-01-01T09:00:00Z\"'",
        "start, null",
        "timeZone, '\"Melbourne\"'",
        "durationMinutes, 0",
        "durationMinutes, '\"long\"'",
        "patient.name, '\"\"'",
        "patient.email, '\"nobody\"'",
        "patient.phone, '\"0491\"'",
        "patient.consent[0], '[7]'",
        "patient.nickname, '\"Pat\"'",
        "patient, null",
        "provider.reference, '\"dr@mail.example\"'",
        "payment.amount, '{\"required\":true,\"currency\":\"AUD\"}'"
    })
    void a_bad_booking_names_the_field_and_leaves_nothing_behind(String field, String value) throws Exception {
        ObjectNode booking = clinic.aBooking();
        put(booking, field, clinic.json().readTree(value));
        List<Long> before = tables.rowsOfBookings();

        HttpResponse<String> answer = clinic.post(PATH, booking);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        List<JsonNode> errors = Stream.of(clinic.read(answer).path("errors"))
                .flatMap(all -> IntStream.range(0, all.size()).mapToObj(all::get))
                .toList();
        assertThat(errors).extracting(error -> error.path("field").asText()).contains(field);
        assertThat(errors)
                .allSatisfy(error -> assertThat(error.path("rule").asText()).isNotBlank());
        assertThat(tables.rowsOfBookings()).isEqualTo(before);
    }

    private static void put(ObjectNode booking, String field, JsonNode value) {
        String[] steps = field.split("[.\\[]");
        if (steps.length == 1 || field.startsWith("payment")) {
            booking.set(steps[0], value);
        } else {
            booking.withObject("/" + steps[0]).set(steps[1], value);
        }
    }

    @Test
    void who_is_not_known_is_not_found() {
        for (String path : List.of("", "/timeline", "/video-status")) {
            assertThat(clinic.get(PATH + "/" + UUID.randomUUID() + path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(clinic.post(PATH + "/" + UUID.randomUUID() + "/cancel", null).statusCode())
                .isEqualTo(404);
        assertThat(clinic.get(PATH + "/no-uuid").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "application/json",
                "text/html,application/xml;q=0.9",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "application/xml"
            })
    void whatever_is_asked_for_the_answer_is_json(String accept) {
        BookedConsultation booked = clinic.booked();
        for (String path : List.of(
                booked.path(), booked.path() + "/timeline", booked.path() + "/video-status", PATH + "/no-uuid")) {
            var request = clinic.http().request(path).GET();
            HttpResponse<String> answer =
                    clinic.http().send(accept.isEmpty() ? request : request.header("Accept", accept));
            boolean found = !path.endsWith("no-uuid");
            assertThat(answer.statusCode()).as("%s as %s", path, accept).isEqualTo(found ? 200 : 404);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .as("%s as %s", path, accept)
                    .startsWith(found ? "application/json" : "application/problem+json");
        }
    }

    @Test
    void who_cancels_moves_and_waits_at_once_gets_one_story() {
        List<BookedConsultation> booked =
                IntStream.range(0, 4).mapToObj(number -> clinic.booked()).toList();
        clinic.whenTimePasses("PT1H59M");
        ObjectNode later = clinic.json().createObjectNode();
        clinic.startingIn("PT70H").accept(later);
        Stream<Supplier<HttpResponse<String>>> commands = booked.stream()
                .flatMap(it -> Stream.of(
                        () -> clinic.post(it.path() + "/cancel", null),
                        () -> clinic.post(it.path() + "/reschedule", later),
                        () -> clinic.post(it.path() + "/cancel", null)));
        Stream<Supplier<HttpResponse<String>>> clock = Stream.of(() ->
                clinic.post("/sandbox/clock", clinic.json().createObjectNode().put("advance", "PT2M")));

        List<HttpResponse<String>> answers =
                atOnce(Stream.concat(clock, commands).toList());
        clinic.whenAllIsQuiet();

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 409));
        for (BookedConsultation it : booked) {
            List<String> timeline = it.timeline();
            assertThat(timeline).containsOnlyOnce("cancelled").containsOnlyOnce("requested cancelled patient");
            it.thenStatusIs("cancelled").thenBothGot("cancelled");
            if (timeline.contains("rescheduled")) {
                assertThat(timeline.indexOf("rescheduled")).isLessThan(timeline.indexOf("cancelled"));
            }
            assertThat(timeline.subList(timeline.indexOf("requested cancelled patient"), timeline.size()))
                    .as("what leaves after the notice")
                    .noneMatch(line -> line.startsWith("sending") && !line.startsWith("sending cancelled"));
        }
    }

    private static <T> List<T> atOnce(List<Supplier<T>> calls) {
        ExecutorService callers = Executors.newFixedThreadPool(calls.size());
        try {
            List<CompletableFuture<T>> running = calls.stream()
                    .map(call -> CompletableFuture.supplyAsync(call, callers))
                    .toList();
            return running.stream().map(CompletableFuture::join).toList();
        } finally {
            callers.shutdown();
        }
    }

    private String id(HttpResponse<String> answer) {
        return clinic.read(answer).path("id").asText();
    }
}
