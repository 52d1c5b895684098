package org.consultflow;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.sandbox.mail.SandboxMail;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.CalendarEntry;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.consultflow.support.TwilioCalls;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Channel.EMAIL;
import static org.consultflow.support.Channel.WHATSAPP;
import static org.consultflow.support.Clinic.requiringAcceptance;
import static org.consultflow.support.Clinic.toBePaid;

/** Cancelled is cancelled: both hear of it, and then nothing more. */
@ServiceTest
class CancellingTest {

    @Autowired
    Clinic clinic;

    @Autowired
    TwilioCalls twilio;

    @Test
    void a_request_that_waits_for_an_answer_can_be_cancelled_by_the_patient() {
        cancelledBy("patient", clinic.aBookedConsultation(requiringAcceptance()));
    }

    @Test
    void a_booking_that_waits_for_its_payment_can_be_cancelled_by_the_provider() {
        cancelledBy("provider", clinic.aBookedConsultation(toBePaid()));
    }

    @Test
    void a_confirmed_consultation_can_be_cancelled_by_the_clinic_after_its_first_reminder() {
        BookedConsultation booked = clinic.aBookedConsultation().whenItIsBeforeStart("PT3H");
        cancelledBy("clinic", booked.thenPatientGot("reminder-24h").on(WHATSAPP));
        booked.thenPatientDidNotGet("reminder-1h");
    }

    private void cancelledBy(String party, BookedConsultation booked) {
        booked.whenCancelledBy(party);

        booked.thenStatusIs("cancelled").thenBothGot("cancelled");
        assertThat(booked.read().path("cancelledBy").asText()).isEqualTo(party);
        CalendarEntry patients = CalendarEntry.of(last(booked.mails()));
        CalendarEntry providers = CalendarEntry.of(last(booked.providerMails()));
        assertThat(List.of(patients.method(), providers.method())).containsOnly("CANCEL");
        assertThat(patients.uid()).isEqualTo(providers.uid());
        assertThat(patients.sequence()).as("newer than the invitation").isEqualTo(1);
        booked.thenMayNot("cancel", null)
                .thenMayNot("accept", null)
                .thenMayNot("confirm-payment", null)
                .thenNobodyHearsAnythingMore();
    }

    @Test
    void a_room_that_is_open_already_is_closed() {
        BookedConsultation booked = clinic.aBookedConsultation().whenItIsBeforeStart("PT10M");
        String room = twilio.roomOf(booked).sid();

        booked.whenCancelledBy("provider");

        booked.thenStatusIs("cancelled").thenPatientGot("cancelled").on(WHATSAPP);
        assertThat(clinic.twilio().rooms())
                .filteredOn(it -> it.sid().equals(room))
                .singleElement()
                .extracting("status")
                .isEqualTo("completed");
        booked.thenNobodyHearsAnythingMore();
    }

    @Test
    void what_has_begun_or_is_over_cannot_be_cancelled() {
        BookedConsultation visit = clinic.aBookedConsultation().whenItIsAfterStart("PT1M");
        visit.thenMayNot("cancel", clinic.json().createObjectNode().put("by", "patient"));

        visit.when("complete");

        visit.thenMayNot("cancel", null).thenStatusIs("completed");
    }

    @Test
    void a_reminder_that_is_being_sent_finishes_and_the_notice_comes_after_it() {
        BookedConsultation booked = clinic.aBookedConsultation();
        clinic.faultFor(booked, WHATSAPP, FaultKind.SLOW, 1);
        var clock = CompletableFuture.runAsync(() -> booked.whenItIsBeforeStart("PT23H"));
        Awaitility.await().until(() -> !booked.messages(WHATSAPP).isEmpty());

        booked.whenCancelledBy("patient");
        clock.join();

        booked.thenTimelineSays(
                        "delivered reminder-24h patient whatsapp", "suppressed reminder-24h patient sms Cancelled")
                .thenTwilioTook(1, 0)
                .thenBothGot("cancelled");
        List<String> timeline = booked.timeline();
        assertThat(timeline.indexOf("sending cancelled patient email"))
                .as("the notice waits for what is under way: %s", timeline)
                .isGreaterThan(timeline.indexOf("sent reminder-24h patient whatsapp"))
                .isGreaterThan(timeline.indexOf("suppressed reminder-24h patient sms Cancelled"));
        booked.thenNobodyHearsAnythingMore();
    }

    @Test
    void a_silent_reminder_has_no_fallback_any_more() {
        BookedConsultation booked = clinic.aBookedConsultation();
        clinic.faultFor(booked, WHATSAPP, FaultKind.SILENT, 1);
        booked.whenItIsBeforeStart("PT23H59M").thenTwilioTook(1, 0);

        booked.whenCancelledBy("patient").thenNobodyHearsAnythingMore();

        booked.thenTimelineSays("suppressed reminder-24h patient sms Cancelled").thenTwilioTook(1, 0);
        booked.thenPatientGot("cancelled").on(EMAIL);
    }

    private static SandboxMail last(List<SandboxMail> mails) {
        return mails.get(mails.size() - 1);
    }
}
