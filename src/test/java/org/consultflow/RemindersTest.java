package org.consultflow;

import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.consultflow.support.Channel.EMAIL;
import static org.consultflow.support.Channel.WHATSAPP;
import static org.consultflow.support.Clinic.inPerson;

/** Each reminder at its own time, for those for whom it is meant. */
@ServiceTest
class RemindersTest {

    @Autowired
    Clinic clinic;

    @Test
    void a_video_visit_is_reminded_of_a_day_an_hour_and_a_quarter_of_an_hour_before() {
        BookedConsultation booked = clinic.aBookedConsultation();
        Instant start = booked.start();
        assertThat(booked.entries().stream()
                        .filter(entry -> entry.path("planned").asBoolean()))
                .extracting(entry -> entry.path("kind").asText(), RemindersTest::at)
                .containsExactly(
                        tuple("reminder-24h", start.minus(Duration.ofHours(24))),
                        tuple("reminder-1h", start.minus(Duration.ofHours(1))),
                        tuple("reminder-15min", start.minus(Duration.ofMinutes(15))),
                        tuple("", start));

        booked.whenItIsBeforeStart("PT24H1M").thenPatientDidNotGet("reminder-24h");
        booked.whenItIsBeforeStart("PT1H1M").thenPatientDidNotGet("reminder-1h");
        booked.thenPatientGot("reminder-24h")
                .at(start.minus(Duration.ofHours(24)))
                .on(EMAIL);
        booked.thenPatientGot("reminder-24h").on(WHATSAPP);
        booked.whenItIsBeforeStart("PT16M").thenPatientDidNotGet("reminder-15min");
        booked.thenPatientGot("reminder-1h")
                .at(start.minus(Duration.ofHours(1)))
                .on(WHATSAPP);
        booked.whenItIsBeforeStart("PT5M");
        booked.thenPatientGot("reminder-15min")
                .at(start.minus(Duration.ofMinutes(15)))
                .on(EMAIL);
        booked.thenPatientGot("reminder-15min").on(WHATSAPP).thenTwilioTook(3, 0);
        assertThat(booked.messages(WHATSAPP))
                .allSatisfy(message ->
                        assertThat(message.body()).contains("/join/").doesNotContain("Examplewoman", "Exampledoctor"));
    }

    @Test
    void a_visit_in_person_has_no_link_and_no_reminder_for_the_moment_when_a_room_opens() {
        BookedConsultation booked = clinic.aBookedConsultation(inPerson());

        booked.whenItIsBeforeStart("PT5M");

        booked.thenPatientGot("reminder-24h")
                .on(EMAIL)
                .thenPatientGot("reminder-1h")
                .on(WHATSAPP)
                .thenPatientDidNotGet("reminder-15min")
                .thenTimelineSays("suppressed reminder-15min patient NotPlanned")
                .thenTwilioTook(2, 0);
        assertThat(booked.messages(WHATSAPP))
                .noneSatisfy(message -> assertThat(message.body()).contains("/join/"));
        assertThat(booked.mails())
                .noneSatisfy(mail -> assertThat(mail.text() + mail.html()).contains("/join/"));
    }

    @Test
    void who_books_twenty_hours_ahead_does_not_get_the_reminder_of_a_day_before() {
        BookedConsultation booked = clinic.aBookedConsultation(clinic.startingIn("PT20H"));

        booked.thenTimelineSays("suppressed reminder-24h patient OffsetInPast").thenTwilioTook(0, 0);
        booked.whenItIsBeforeStart("PT30M");

        booked.thenPatientDidNotGet("reminder-24h")
                .thenPatientGot("reminder-1h")
                .on(WHATSAPP)
                .thenTwilioTook(1, 0);
    }

    private static Instant at(JsonNode entry) {
        return Instant.parse(entry.path("at").asText());
    }
}
