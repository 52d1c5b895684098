package org.consultflow;

import java.time.Instant;

import org.consultflow.support.BookedConsultation;
import org.consultflow.support.CalendarEntry;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Channel.EMAIL;
import static org.consultflow.support.Clinic.requiringAcceptance;
import static org.consultflow.support.Clinic.toBePaid;

/** A provider is asked first. */
@ServiceTest
class AcceptanceTest {

    @Autowired
    Clinic clinic;

    @Test
    void a_booking_that_needs_no_answer_is_confirmed_at_once_and_both_have_it_in_their_calendars() {
        BookedConsultation booked = clinic.aBookedConsultation();

        booked.thenStatusIs("confirmed")
                .thenProviderGot("booked")
                .on(EMAIL)
                .thenPatientGot("confirmation")
                .on(EMAIL)
                .thenTwilioTook(0, 0);
        assertThat(booked.mails()).singleElement().satisfies(confirmation -> {
            assertThat(confirmation.text() + confirmation.html())
                    .as("a link that comes too early is lost, or passed on")
                    .doesNotContain("/join/");
            assertThat(confirmation.subject()).doesNotContain("Exampledoctor", "Examplewoman");
            CalendarEntry entry = CalendarEntry.of(confirmation);
            assertThat(entry.method()).isEqualTo("REQUEST");
            assertThat(entry.sequence()).isZero();
            assertThat(entry.uid()).startsWith(booked.id().toString());
        });
        assertThat(booked.providerMails())
                .singleElement()
                .extracting(mail -> CalendarEntry.of(mail).uid())
                .asString()
                .startsWith(booked.id().toString());
    }

    @Test
    void an_accepted_request_is_confirmed_and_the_patient_told() {
        BookedConsultation requested = clinic.aBookedConsultation(requiringAcceptance());
        requested.thenStatusIs("requested").thenProviderGot("booked").on(EMAIL);
        assertThat(requested.mails()).isEmpty();

        requested.when("accept");

        requested
                .thenStatusIs("confirmed")
                .thenPatientGot("accepted")
                .on(EMAIL)
                .thenPatientGot("confirmation")
                .on(EMAIL)
                .thenMayNot("accept", null)
                .thenMayNot("decline", null);
    }

    @Test
    void a_declined_request_ends_with_both_told_and_nothing_else() {
        BookedConsultation requested = clinic.aBookedConsultation(clinic.startingIn("PT60H"), requiringAcceptance());
        int before = requested.heard();

        requested.when("decline", clinic.json().createObjectNode().put("reason", "on leave that week"));

        requested.thenStatusIs("declined").thenBothGot("declined");
        assertThat(requested.heard()).isEqualTo(before + 2);
        requested.thenNobodyHearsAnythingMore().thenStatusIs("declined");
    }

    @Test
    void a_request_that_nobody_answers_is_declined_when_its_time_is_up() {
        BookedConsultation requested = clinic.aBookedConsultation(clinic.startingIn("PT60H"), requiringAcceptance());
        Instant due = Instant.parse(requested.read().path("acceptanceDueAt").asText());
        assertThat(due).isBefore(requested.start());

        clinic.whenItIs(due.minusSeconds(60));
        requested.thenStatusIs("requested");
        clinic.whenItIs(due.plusSeconds(60));

        requested.thenStatusIs("declined").thenPatientGot("declined").at(due).on(EMAIL);
        requested.thenProviderGot("declined").at(due).on(EMAIL);
        requested.thenMayNot("accept", null).thenNobodyHearsAnythingMore();
    }

    @Test
    void the_answer_comes_before_the_payment() {
        BookedConsultation requested = clinic.aBookedConsultation(requiringAcceptance(), toBePaid());
        requested.thenStatusIs("requested").thenMayNot("confirm-payment", null);

        requested.when("accept");

        requested
                .thenStatusIs("awaiting-payment")
                .thenPatientGot("accepted")
                .on(EMAIL)
                .thenPatientGot("payment-requested")
                .on(EMAIL);
    }
}
