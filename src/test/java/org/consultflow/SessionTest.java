package org.consultflow;

import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.consultflow.support.TwilioCalls;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Channel.EMAIL;
import static org.consultflow.support.Channel.WHATSAPP;
import static org.consultflow.support.Clinic.inPerson;

/** The visit itself, and how it ended. */
@ServiceTest
class SessionTest {

    @Autowired
    Clinic clinic;

    @Autowired
    TwilioCalls twilio;

    @Test
    void a_session_starts_with_both_told_and_a_completed_one_is_followed_up() {
        BookedConsultation visit = clinic.aBookedConsultation().whenItIsAfterStart("PT1M");
        visit.thenStatusIs("in-session")
                .thenPatientGot("session-started")
                .on(WHATSAPP)
                .thenProviderGot("session-started")
                .on(EMAIL);
        var room = twilio.roomOf(visit);
        assertThat(room.status()).isEqualTo("in-progress");

        visit.when("complete");

        visit.thenStatusIs("completed").thenBothGot("follow-up").thenMayNot("complete", null);
        assertThat(clinic.twilio().rooms())
                .filteredOn(it -> it.sid().equals(room.sid()))
                .singleElement()
                .extracting("status")
                .isEqualTo("completed");
    }

    @Test
    void the_clinic_says_that_the_patient_did_not_come() {
        BookedConsultation visit = clinic.aBookedConsultation(inPerson()).whenItIsAfterStart("PT20M");

        visit.when("complete", clinic.json().createObjectNode().put("outcome", "no-show"));

        visit.thenStatusIs("no-show").thenBothGot("no-show");
        visit.thenPatientDidNotGet("follow-up");
    }

    @Test
    void what_nobody_knows_anything_about_ends_as_unknown_two_hours_after_the_planned_end_at_the_latest() {
        BookedConsultation visit = clinic.aBookedConsultation(inPerson()).whenItIsAfterStart("PT1H4M");
        visit.thenStatusIs("in-session");

        visit.whenItIsAfterStart("PT2H50M");

        visit.thenStatusIs("unknown").thenPatientDidNotGet("follow-up").thenPatientDidNotGet("no-show");
    }

    @Test
    void who_met_in_the_room_has_had_the_consultation() {
        BookedConsultation visit = clinic.aBookedConsultation().whenItIsAfterStart("PT1M");
        twilio.entered(visit, "provider");
        twilio.entered(visit, "patient");
        visit.whenItIsAfterStart("PT50M");
        twilio.left(visit, "patient");

        visit.whenItIsAfterStart("PT70M");

        visit.thenStatusIs("completed").thenBothGot("follow-up");
    }

    @Test
    void a_patient_for_whom_the_provider_waited_in_vain_is_a_no_show() {
        BookedConsultation visit = clinic.aBookedConsultation().whenItIsAfterStart("PT1M");
        twilio.entered(visit, "provider");
        visit.whenItIsAfterStart("PT20M");
        twilio.left(visit, "provider");
        twilio.roomEnded(visit);

        visit.whenItIsAfterStart("PT70M");

        visit.thenStatusIs("no-show").thenBothGot("no-show");
    }

    @Test
    void a_provider_who_left_after_a_minute_has_not_waited() {
        BookedConsultation visit = clinic.aBookedConsultation().whenItIsAfterStart("PT1M");
        twilio.entered(visit, "provider");
        visit.whenItIsAfterStart("PT2M");
        twilio.left(visit, "provider");
        twilio.roomEnded(visit);

        visit.whenItIsAfterStart("PT70M");

        visit.thenStatusIs("unknown");
    }
}
