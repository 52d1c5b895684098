package org.consultflow.lifecycle.calls;

import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Channel;
import org.consultflow.support.Clinic;
import org.consultflow.support.EngineTables;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

import static org.assertj.core.api.Assertions.assertThat;

/** What who phones is shown. */
@ServiceTest
class PhoneCallPageTest {

    @Autowired
    Clinic clinic;

    @Autowired
    TaskService tasks;

    @Autowired
    EngineTables engine;

    @Value("${consultflow.admin-user}")
    String user;

    @Value("${consultflow.admin-password}")
    String password;

    private Desk admin;

    @BeforeEach
    void atTheDesk() {
        admin = Desk.of(clinic, user, password);
    }

    @Test
    void it_shows_the_number_what_to_say_why_and_until_when() {
        BookedConsultation patient = clinic.aBookedConsultation(Clinic.withoutEmail());
        clinic.faultFor(patient, Channel.WHATSAPP, FaultKind.FAILS, null);
        clinic.faultFor(patient, Channel.SMS, FaultKind.FAILS, null);
        clinic.whenTimePasses("PT3H");
        Task task = taskOf(patient);

        HttpResponse<String> page = admin.open(task.getId());

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
        assertThat(taskOf(patient).getId()).as("looking changes nothing").isEqualTo(task.getId());
        assertThat(patient.secrets()).noneMatch(engine.text()::contains);
    }

    @Test
    void that_somebody_read_it_is_in_the_audit_of_the_visit() {
        BookedConsultation patient = unreachable();
        admin.open(taskOf(patient).getId());

        JsonNode entries = clinic.read(clinic.get("/api/audit?limit=1000&consultationId=" + patient.id()))
                .path("entries");

        assertThat(entries.findValuesAsText("action")).containsOnlyOnce("contact-read");
        assertThat(entries.toString()).contains("\"ops:" + user + "\"", "participant=patient page=phone-call");
    }

    @Test
    void it_is_kept_and_found_by_nobody_and_runs_nothing() {
        HttpResponse<String> page = admin.open(taskOf(unreachable()).getId());

        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("X-Robots-Tag")).contains("noindex, nofollow");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "form-action 'self'")
                .doesNotContain("script-src");
    }

    @Test
    void it_speaks_spanish_to_who_asks_for_it() {
        BookedConsultation patient = unreachable();

        HttpResponse<String> page =
                admin.reading("es-MX, en;q=0.5").open(taskOf(patient).getId());

        assertThat(page.body())
                .contains("Llame a " + patient.patientName(), "no aceptó que se le escriba", "No localizada");
        assertThat(page.headers().firstValue("Content-Language")).contains("es");
    }

    @Test
    void without_a_number_it_shows_the_mail_address() {
        BookedConsultation patient = Desk.unreachable(
                clinic, booking -> booking.withObject("/patient").remove("phone"));

        assertThat(admin.open(taskOf(patient).getId()).body())
                .contains("No phone number is known", "href=\"mailto:" + patient.email() + "\"")
                .doesNotContain("tel:");
    }

    @Test
    void the_way_back_is_shown_to_the_form_only_if_it_is_ours() {
        String task = taskOf(unreachable()).getId();
        String tasklist = "/camunda/app/tasklist/default/";

        assertThat(admin.open(task, clinic.http().base() + tasklist).body())
                .contains("name=\"callbackUrl\" value=\"" + tasklist + "\"");
        assertThat(admin.open(task, "https://evil.example" + tasklist).body())
                .doesNotContain("evil.example", "callbackUrl");
    }

    @Test
    void of_an_unknown_task_it_says_so() {
        assertThat(admin.open("nothing").statusCode()).isEqualTo(404);
        assertThat(admin.open("").body()).contains("There is no such call");
    }

    private BookedConsultation unreachable() {
        return Desk.unreachable(clinic, booking -> {});
    }

    private Task taskOf(BookedConsultation patient) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(patient.id().toString())
                .singleResult();
    }
}
