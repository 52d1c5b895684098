package org.consultflow;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.consultflow.lifecycle.deployment.FortyEightHours;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Channel.EMAIL;
import static org.consultflow.support.Channel.WHATSAPP;

/** What an analyst does in Modeler: a row, a timer, a copy of the send task, and the button "deploy". No Java, no restart. */
@ServiceTest
class AddingAReminderTest {

    private static final String PROCESS = "consultation.bpmn";
    private static final String PLAN = "reminder-plan.dmn";

    @Autowired
    Clinic clinic;

    @Test
    void a_reminder_of_two_days_before_is_sent_to_who_books_after_it_was_deployed() throws IOException {
        BookedConsultation before = clinic.aBookedConsultation(clinic.startingIn("PT60H"));
        HttpResponse<String> deployed = clinic.http()
                .deploy(Map.of(
                        PROCESS,
                        FortyEightHours.withTimer(shipped(PROCESS)),
                        PLAN,
                        FortyEightHours.withRow(shipped(PLAN))));
        assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
        try {
            BookedConsultation after = clinic.aBookedConsultation(clinic.startingIn("PT60H"));

            after.whenItIsBeforeStart("PT47H");

            after.thenPatientGot("reminder-48h")
                    .at(after.start().minus(Duration.ofHours(48)))
                    .on(EMAIL)
                    .thenPatientGot("reminder-48h")
                    .on(WHATSAPP)
                    .thenTwilioTook(1, 0);
            assertThat(after.messages(WHATSAPP).get(0).body()).contains("/join/");
            before.thenPatientDidNotGet("reminder-48h").thenTwilioTook(0, 0);
            after.whenItIsBeforeStart("PT23H").thenPatientGot("reminder-24h").on(WHATSAPP);
        } finally {
            HttpResponse<String> back = clinic.http().deploy(Map.of(PROCESS, shipped(PROCESS), PLAN, shipped(PLAN)));
            assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        }
        BookedConsultation afterwards = clinic.aBookedConsultation(clinic.startingIn("PT60H"));
        afterwards.whenItIsBeforeStart("PT47H").thenPatientDidNotGet("reminder-48h");
    }

    @Test
    void a_timer_without_its_row_is_refused_in_a_sentence() throws IOException {
        HttpResponse<String> refused =
                clinic.http().deploy(Map.of(PROCESS, FortyEightHours.withTimer(shipped(PROCESS))));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(clinic.read(refused).path("message").asText())
                .contains("asks for \"reminder-48h\", which is no row of the reminder plan: add the row or correct the"
                        + " timer, and deploy both files together.");
    }

    @Test
    void a_row_without_its_timer_is_refused_in_a_sentence() throws IOException {
        HttpResponse<String> refused = clinic.http().deploy(Map.of(PLAN, FortyEightHours.withRow(shipped(PLAN))));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(clinic.read(refused).path("message").asText())
                .contains("The reminder plan has a row \"reminder-48h\", but no timer");
    }

    private static String shipped(String file) throws IOException {
        return Files.readString(Path.of("processes", file));
    }
}
