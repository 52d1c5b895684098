package org.consultflow;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.consultflow.sandbox.mail.SandboxMail;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.CalendarEntry;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Channel.EMAIL;
import static org.consultflow.support.Channel.WHATSAPP;
import static org.consultflow.support.Clinic.requiringAcceptance;
import static org.consultflow.support.Clinic.toBePaid;

/** Another time: the old one is forgotten everywhere, the new one holds everywhere. */
@ServiceTest
class ReschedulingTest {

    private static final Pattern JOIN_LINK = Pattern.compile("/join/[A-Za-z0-9._~-]+");

    @Autowired
    Clinic clinic;

    @Test
    void a_confirmed_consultation_is_reminded_of_at_its_new_time_although_the_old_reminder_was_sent() {
        BookedConsultation booked = clinic.aBookedConsultation().whenItIsBeforeStart("PT23H");
        booked.thenTwilioTook(1, 0);
        String oldLink = linkIn(booked);
        Instant oldStart = booked.start();
        Instant newStart = oldStart.plus(Duration.ofHours(48));

        booked.whenRescheduledTo(newStart);

        booked.thenStatusIs("confirmed").thenBothGot("rescheduled");
        assertThat(booked.read().path("scheduleRevision").asInt()).isEqualTo(2);
        assertThat(clinic.http().send(clinic.http().anonymous(oldLink).GET()).statusCode())
                .isEqualTo(410);

        clinic.whenItIs(oldStart.plus(Duration.ofHours(2)));
        booked.thenStatusIs("confirmed").thenTwilioTook(1, 0).thenPatientDidNotGet("reminder-1h");
        booked.whenItIsBeforeStart("PT30M");
        booked.thenPatientGot("reminder-24h")
                .at(newStart.minus(Duration.ofHours(24)))
                .on(WHATSAPP);
        booked.thenPatientGot("reminder-1h")
                .at(newStart.minus(Duration.ofHours(1)))
                .on(WHATSAPP);
        booked.thenTwilioTook(3, 0);
        assertThat(booked.momentsOf("requested reminder-24h patient")).hasSize(2);
        assertThat(clinic.http()
                        .send(clinic.http().anonymous(linkIn(booked)).GET())
                        .statusCode())
                .isEqualTo(200);
        booked.whenItIsAfterStart("PT1M").thenStatusIs("in-session");
    }

    @Test
    void the_calendars_move_the_same_entry() {
        BookedConsultation booked = clinic.aBookedConsultation();
        CalendarEntry first = CalendarEntry.of(booked.mails().get(0));

        booked.whenRescheduledTo(booked.start().plus(Duration.ofHours(24)));
        booked.whenRescheduledTo(booked.start().plus(Duration.ofHours(24)));

        for (SandboxMail mail :
                new SandboxMail[] {booked.mails().get(2), booked.providerMails().get(2)}) {
            CalendarEntry moved = CalendarEntry.of(mail);
            assertThat(moved.uid()).isEqualTo(first.uid());
            assertThat(moved.method()).isEqualTo("REQUEST");
            assertThat(moved.sequence()).isEqualTo(2);
            assertThat(moved.start()).isNotEqualTo(first.start());
        }
        booked.whenCancelledBy("clinic");
        assertThat(CalendarEntry.of(booked.mails().get(3)).sequence()).isEqualTo(3);
    }

    @Test
    void a_new_time_that_is_less_than_a_day_away_is_not_reminded_of_a_day_before() {
        BookedConsultation booked = clinic.aBookedConsultation(clinic.startingIn("PT72H"));

        booked.whenRescheduledTo(clinic.now().plus(Duration.ofHours(20)));

        booked.thenTimelineSays("suppressed reminder-24h patient OffsetInPast")
                .thenPatientDidNotGet("reminder-24h")
                .thenPatientGot("rescheduled")
                .on(WHATSAPP);
        booked.whenItIsBeforeStart("PT30M");
        booked.thenPatientGot("reminder-1h").on(WHATSAPP).thenTwilioTook(2, 0);
    }

    @Test
    void a_request_is_moved_and_its_answer_still_awaited() {
        BookedConsultation requested = clinic.aBookedConsultation(clinic.startingIn("PT30H"), requiringAcceptance());
        Instant oldDue = Instant.parse(requested.read().path("acceptanceDueAt").asText());

        requested.whenRescheduledTo(requested.start().plus(Duration.ofHours(48)));

        requested.thenStatusIs("requested").thenBothGot("rescheduled");
        clinic.whenItIs(oldDue.plusSeconds(60));
        requested.thenStatusIs("requested");
        requested
                .when("accept")
                .thenStatusIs("confirmed")
                .thenPatientGot("confirmation")
                .on(EMAIL);
    }

    @Test
    void a_booking_that_waits_for_its_payment_is_moved_and_still_waits() {
        BookedConsultation booked = clinic.aBookedConsultation(clinic.startingIn("PT60H"), toBePaid());

        booked.whenRescheduledTo(booked.start().plus(Duration.ofHours(48)));

        booked.thenStatusIs("awaiting-payment").thenBothGot("rescheduled");
        booked.when("confirm-payment").thenStatusIs("confirmed");
        booked.thenPatientGot("payment-confirmed").on(EMAIL);
    }

    @Test
    void what_has_begun_is_not_moved() {
        BookedConsultation visit = clinic.aBookedConsultation().whenItIsAfterStart("PT1M");

        visit.thenMayNot(
                "reschedule",
                clinic.json()
                        .createObjectNode()
                        .put("start", clinic.now().plus(Duration.ofDays(3)).toString()));
    }

    /** The link in the patient's newest message. */
    private static String linkIn(BookedConsultation booked) {
        var messages = booked.messages(WHATSAPP);
        Matcher link = JOIN_LINK.matcher(messages.get(messages.size() - 1).body());
        assertThat(link.find()).isTrue();
        return link.group();
    }
}
