package org.consultflow.lifecycle.calls;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Channel;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What who phones sees and does, over HTTP. */
@ServiceTest
class PhoneCallPageTest {

    private static final String PASSWORD = "Any-secret-1";
    private static final String TASKLIST = "/camunda/app/tasklist/default/";

    @Autowired
    Clinic clinic;

    @Autowired
    TaskService tasks;

    @Autowired
    IdentityService identities;

    @Autowired
    JdbcTemplate jdbc;

    @Value("${consultflow.admin-user}")
    String admin;

    @Value("${consultflow.admin-password}")
    String adminPassword;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void people() {
        for (String group : List.of("reception", "ops")) {
            var user = identities.newUser("of" + group);
            user.setPassword(PASSWORD);
            identities.saveUser(user);
            identities.createMembership(user.getId(), group);
        }
    }

    @AfterEach
    void forget() {
        identities.deleteUser("ofreception");
        identities.deleteUser("ofops");
    }

    @Test
    void it_shows_the_number_what_to_say_why_and_until_when() {
        BookedConsultation patient = clinic.aBookedConsultation(booking -> {
            booking.withObject("/patient").remove("email");
            booking.withObject("/patient").putArray("consent").add("whatsapp").add("sms");
        });
        clinic.whenAllIsQuiet();
        clinic.faultFor(patient, Channel.WHATSAPP, FaultKind.FAILS, null);
        clinic.faultFor(patient, Channel.SMS, FaultKind.FAILS, null);
        clinic.whenTimePasses("PT3H");
        Task task = taskOf(patient);

        HttpResponse<String> page = asAdmin("GET", "?taskId=" + task.getId(), "en-GB", Map.of());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Please phone " + patient.patientName(), "Patient; language: English")
                .contains("href=\"tel:" + patient.phone() + "\"", "+61 491 5")
                .contains("A reminder: the appointment at Example Clinic is on", "Australian Eastern")
                .contains("the number does not exist any more (code 30005)")
                .contains(
                        "The call is useful until",
                        "datetime=\"" + task.getDueDate().toInstant() + "\"")
                .doesNotContain("<script");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("X-Robots-Tag")).contains("noindex, nofollow");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "form-action 'self'");
        assertThat(taskOf(patient).getId()).as("looking changes nothing").isEqualTo(task.getId());
        nothingOfIsInTheEngine(patient);
    }

    @Test
    void it_speaks_spanish_to_who_asks_for_it() {
        BookedConsultation patient = unreachable();

        HttpResponse<String> page = asAdmin("GET", "?taskId=" + taskOf(patient).getId(), "es-MX", Map.of());

        assertThat(page.body())
                .contains("Llame a " + patient.patientName(), "no aceptó que se le escriba", "No localizada");
        assertThat(page.headers().firstValue("Content-Language")).contains("es");
    }

    @Test
    void without_a_number_it_shows_the_mail_address() {
        BookedConsultation patient =
                unreachable(booking -> booking.withObject("/patient").remove("phone"));

        assertThat(asAdmin("GET", "?taskId=" + taskOf(patient).getId(), "en", Map.of())
                        .body())
                .contains("No phone number is known", "href=\"mailto:" + patient.email() + "\"")
                .doesNotContain("tel:");
    }

    @Test
    void without_login_there_is_no_page_and_no_answer_is_taken() {
        BookedConsultation patient = unreachable();
        String task = taskOf(patient).getId();

        HttpResponse<String> page = send("GET", "?taskId=" + task, "en", null, Map.of());

        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic");
        assertThat(page.body()).doesNotContain(patient.phone());
        assertThat(send("POST", "", "en", null, Map.of("taskId", task, "result", "reached"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send("GET", "?taskId=" + task, "en", basic("ofreception", "wrong"), Map.of())
                        .statusCode())
                .isEqualTo(401);
        assertThat(taskOf(patient)).isNotNull();
    }

    @Test
    void reception_reads_it_answers_and_comes_back_to_the_task_list() {
        BookedConsultation patient = unreachable();
        String task = taskOf(patient).getId();
        String reception = basic("ofreception", PASSWORD);
        String back = clinic.http().base() + TASKLIST;

        HttpResponse<String> page = send("GET", "?taskId=" + task + "&callbackUrl=" + back, "en", reception, Map.of());
        HttpResponse<String> answer =
                send("POST", "", "en", reception, Map.of("taskId", task, "result", "reached", "callbackUrl", TASKLIST));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(patient.phone(), "name=\"callbackUrl\" value=\"" + TASKLIST + "\"")
                .contains("did not agree to be written to");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith(TASKLIST);
        assertThat(taskOf(patient)).isNull();
        assertThat(calls(patient)).containsExactly("clinic: reached, by ofreception");
        assertThat(page(task, reception)).contains("not needed any more");
        assertThat(send("POST", "", "en", reception, Map.of("taskId", task, "result", "reached"))
                        .statusCode())
                .isEqualTo(410);
        assertThat(calls(patient)).hasSize(1);
        nothingOfIsInTheEngine(patient);
    }

    @Test
    void a_person_who_was_not_reached_is_recorded_as_such_and_the_page_says_thank_you() {
        BookedConsultation patient = unreachable();

        HttpResponse<String> answer =
                asAdmin("POST", "", "en", Map.of("taskId", taskOf(patient).getId(), "result", "not-reached"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Thank you").doesNotContain(patient.patientName());
        assertThat(taskOf(patient)).isNull();
        assertThat(calls(patient)).containsExactly("clinic: not reached, by " + admin);
    }

    @Test
    void it_never_leads_to_another_site() {
        BookedConsultation patient = unreachable();
        String task = taskOf(patient).getId();
        String elsewhere = "https://evil.example" + TASKLIST;

        String page = asAdmin("GET", "?taskId=" + task + "&callbackUrl=" + elsewhere, "en", Map.of())
                .body();
        HttpResponse<String> answer =
                asAdmin("POST", "", "en", Map.of("taskId", task, "result", "reached", "callbackUrl", elsewhere));

        assertThat(page).doesNotContain("evil.example", "callbackUrl");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void a_page_of_another_site_can_not_answer() {
        BookedConsultation patient = unreachable();
        String form = form(Map.of("taskId", taskOf(patient).getId(), "result", "reached"));
        HttpRequest forged = request("", "en", basic(admin, adminPassword))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString(form))
                .build();

        assertThat(send(forged).statusCode()).isEqualTo(403);
        assertThat(taskOf(patient)).isNotNull();
    }

    @Test
    void whoever_may_not_read_the_task_sees_nothing_and_changes_nothing() {
        BookedConsultation patient = unreachable();
        String task = taskOf(patient).getId();
        String ops = basic("ofops", PASSWORD);

        HttpResponse<String> page = send("GET", "?taskId=" + task, "en", ops, Map.of());

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).doesNotContain(patient.phone(), patient.patientName());
        assertThat(send("POST", "", "en", ops, Map.of("taskId", task, "result", "reached"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(taskOf(patient)).isNotNull();
        assertThat(calls(patient)).isEmpty();
    }

    @Test
    void an_unknown_task_and_an_unclear_answer_are_refused_in_words() {
        BookedConsultation patient = unreachable();

        assertThat(asAdmin("GET", "?taskId=nothing", "en", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(asAdmin("GET", "", "en", Map.of()).body()).contains("There is no such call");
        assertThat(asAdmin("POST", "", "en", Map.of("taskId", "nothing", "result", "reached"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(asAdmin("POST", "", "en", Map.of("taskId", taskOf(patient).getId(), "result", "perhaps"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(taskOf(patient)).isNotNull();
    }

    private BookedConsultation unreachable() {
        return unreachable(booking -> {});
    }

    /** Somebody who agreed to nothing: the confirmation can not be sent, and a person is asked to phone at once. */
    private BookedConsultation unreachable(Consumer<ObjectNode> details) {
        BookedConsultation patient = clinic.aBookedConsultation(booking -> {
            booking.withObject("/patient").putArray("consent");
            details.accept(booking);
        });
        clinic.whenAllIsQuiet();
        return patient;
    }

    private Task taskOf(BookedConsultation patient) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(patient.id().toString())
                .singleResult();
    }

    private List<String> calls(BookedConsultation patient) {
        return jdbc.queryForList(
                "select party || ': ' || detail from consultation_event where consultation_id = ? and event = 'call-made'",
                String.class,
                patient.id());
    }

    private void nothingOfIsInTheEngine(BookedConsultation patient) {
        for (String table : jdbc.queryForList(
                "select tablename from pg_tables where tablename like 'act\\_%' and tablename <> 'act_ge_bytearray'",
                String.class)) {
            String rows = jdbc.queryForList("select * from " + table).toString();
            assertThat(patient.secrets()).as(table).noneMatch(rows::contains);
        }
    }

    private String page(String task, String login) {
        return send("GET", "?taskId=" + task, "en", login, Map.of()).body();
    }

    private HttpResponse<String> asAdmin(String method, String query, String language, Map<String, String> fields) {
        return send(method, query, language, basic(admin, adminPassword), fields);
    }

    private HttpResponse<String> send(
            String method, String query, String language, String login, Map<String, String> fields) {
        HttpRequest.Builder request = request(query, language, login);
        if (method.equals("POST")) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
            request.POST(BodyPublishers.ofString(form(fields)));
        }
        return send(request.build());
    }

    private HttpRequest.Builder request(String query, String language, String login) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(clinic.http().base() + "/phone-calls" + query))
                .header("Accept-Language", language);
        return login == null ? request : request.header("Authorization", login);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
