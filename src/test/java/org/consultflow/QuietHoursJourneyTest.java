package org.consultflow;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Channel;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.consultflow.support.TwilioCalls;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Channel.SMS;
import static org.consultflow.support.Clinic.startingAt;

/** A patient in Melbourne who is not to be disturbed from nine in the evening until seven in the morning. */
@ServiceTest
class QuietHoursJourneyTest {

    private static final ZoneId ZONE = ZoneId.of("Australia/Melbourne");
    private static final LocalTime VISIT = LocalTime.of(7, 45);

    @Autowired
    Clinic clinic;

    @Autowired
    TwilioCalls twilio;

    @Test
    void a_text_that_falls_into_the_night_leaves_at_seven_and_the_timeline_says_so() {
        BookedConsultation booked = aVisitAt(VISIT);
        prefers(booked, "defer");
        Instant seven = booked.start().minus(Duration.ofMinutes(45));

        booked.whenItIsBeforeStart("PT46M").thenTimelineSays("deferred reminder-1h patient sms QuietHours");
        assertThat(texts(booked))
                .as("the confirmation, and the reminder of a day before")
                .isEqualTo(2);
        assertThat(booked.entries())
                .filteredOn(entry -> entry.path("what").asText().equals("deferred"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("detail").asText()).isEqualTo("until " + seven));

        booked.whenItIsBeforeStart("PT40M").thenPatientGot("reminder-1h").on(SMS);
        assertThat(booked.momentsOf("sending reminder-1h patient sms"))
                .singleElement()
                .satisfies(moment -> assertThat(moment).isBetween(seven, seven.plusSeconds(60)));
    }

    @Test
    void what_is_dropped_does_not_leave_at_all_and_nobody_phones() {
        BookedConsultation booked = aVisitAt(VISIT);
        prefers(booked, "drop");

        booked.whenItIsBeforeStart("PT20M").thenTimelineSays("suppressed reminder-1h patient sms QuietHours");
        assertThat(booked.timeline()).noneMatch(line -> line.startsWith("call-requested"));
    }

    @Test
    void a_reminder_is_planned_for_the_evening_when_it_is_to_be_brought_forward() {
        BookedConsultation first = aVisitAt(VISIT);
        prefers(first, "bring-forward");
        BookedConsultation booked = aVisitAt(VISIT, booking -> booking.withObject("/patient")
                .put("reference", first.reference())
                .put("phone", first.phone()));
        Instant evening = booked.start()
                .atZone(ZONE)
                .minusDays(1)
                .with(LocalTime.of(20, 30))
                .toInstant();

        assertThat(booked.momentsOf("planned reminder-1h patient")).containsExactly(evening);
        clinic.whenItIs(evening.plusSeconds(120));
        booked.thenPatientGot("reminder-1h").at(evening).on(SMS);
        assertThat(booked.messages(SMS).get(booked.messages(SMS).size() - 1).body())
                .doesNotContain("hour to go");
    }

    @Test
    void a_stop_that_is_said_while_a_text_waits_is_obeyed() {
        BookedConsultation booked = aVisitAt(VISIT);
        prefers(booked, "defer");
        booked.whenItIsBeforeStart("PT50M").thenTimelineSays("deferred reminder-1h patient sms QuietHours");

        twilio.writes(booked, Channel.SMS, "STOP");
        int before = texts(booked);
        booked.whenItIsBeforeStart("PT30M").thenTimelineSays("suppressed reminder-1h patient sms OptedOut");
        assertThat(texts(booked)).isEqualTo(before);
    }

    @Test
    void who_may_be_on_the_way_is_told_of_a_cancellation_at_night() {
        BookedConsultation booked = aVisitAt(VISIT);
        prefers(booked, "defer");
        booked.whenItIsBeforeStart("PT3H").whenCancelledBy("provider");

        booked.thenPatientGot("cancelled").on(SMS);
    }

    /** In two or three days, for somebody who has agreed to SMS only. */
    @SafeVarargs
    private BookedConsultation aVisitAt(LocalTime time, Consumer<ObjectNode>... details) {
        Instant start = ZonedDateTime.ofInstant(clinic.now(), ZONE)
                .plusDays(3)
                .with(time)
                .toInstant();
        return clinic.aBookedConsultation(startingAt(start), booking -> {
            booking.withObject("/patient").remove("email");
            booking.withObject("/patient").putArray("consent").add("sms");
            for (Consumer<ObjectNode> detail : details) {
                detail.accept(booking);
            }
        });
    }

    private void prefers(BookedConsultation booked, String mode) {
        String body =
                """
                {"quietHours": {"from": "21:00", "to": "07:00", "timeZone": "Australia/Melbourne", "mode": "%s"}}"""
                        .formatted(mode);
        assertThat(clinic.http()
                        .send(clinic.http()
                                .request("/api/patients/" + booked.reference() + "/preferences")
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(200);
    }

    private static int texts(BookedConsultation booked) {
        return booked.messages(SMS).size();
    }
}
