package org.consultflow;

import java.time.Duration;
import java.time.Instant;

import org.consultflow.support.BookedConsultation;
import org.consultflow.support.CalendarEntry;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Channel.EMAIL;
import static org.consultflow.support.Clinic.toBePaid;

/** What has to be paid before a consultation takes place. */
@ServiceTest
class PaymentTest {

    @Autowired
    Clinic clinic;

    @Test
    void a_payment_is_asked_for_chased_once_and_when_it_comes_the_consultation_is_confirmed() {
        BookedConsultation booked = clinic.aBookedConsultation(clinic.startingIn("PT72H"), toBePaid());
        booked.thenStatusIs("awaiting-payment")
                .thenPatientGot("payment-requested")
                .on(EMAIL)
                .thenPatientDidNotGet("confirmation");
        assertThat(booked.mails()).singleElement().extracting("text").asString().contains("120.00");
        Instant halfway = booked.start().minus(Duration.ofHours(60));

        clinic.whenItIs(halfway.minusSeconds(60));
        booked.thenPatientDidNotGet("payment-overdue");
        clinic.whenItIs(halfway.plus(Duration.ofHours(6)));
        booked.thenPatientGot("payment-overdue").at(halfway).on(EMAIL);
        booked.when("confirm-payment");

        booked.thenStatusIs("confirmed")
                .thenPatientGot("payment-confirmed")
                .on(EMAIL)
                .thenPatientGot("confirmation")
                .on(EMAIL)
                .thenMayNot("confirm-payment", null);
        assertThat(booked.read().at("/payment/paidAt").asText()).isNotEmpty();
        assertThat(booked.momentsOf("requested payment-overdue patient")).hasSize(1);
    }

    @Test
    void who_pays_at_once_is_not_chased() {
        BookedConsultation booked = clinic.aBookedConsultation(toBePaid());

        booked.when("confirm-payment").whenItIsBeforeStart("PT1H30M");

        booked.thenStatusIs("confirmed").thenPatientDidNotGet("payment-overdue");
    }

    @Test
    void a_booking_that_stays_unpaid_is_cancelled_when_the_time_is_up_and_both_are_told() {
        BookedConsultation booked = clinic.aBookedConsultation(clinic.startingIn("PT72H"), toBePaid());
        Instant due = Instant.parse(booked.read().at("/payment/dueBy").asText());

        clinic.whenItIs(due.minusSeconds(60));
        booked.thenStatusIs("awaiting-payment");
        clinic.whenItIs(due.plusSeconds(60));

        booked.thenStatusIs("cancelled").thenBothGot("cancelled");
        booked.thenPatientGot("cancelled").at(due);
        CalendarEntry provider = CalendarEntry.of(
                booked.providerMails().get(booked.providerMails().size() - 1));
        assertThat(provider.method()).isEqualTo("CANCEL");
        booked.thenMayNot("confirm-payment", null).thenNobodyHearsAnythingMore();
    }
}
