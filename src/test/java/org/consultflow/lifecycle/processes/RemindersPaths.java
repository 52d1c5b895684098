package org.consultflow.lifecycle.processes;

import java.time.Duration;
import java.util.Map;

import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.consultflow.consultation.ConsultationType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.consultflow.lifecycle.processes.ConsultationWalk.at;
import static org.consultflow.lifecycle.processes.ConsultationWalk.timesOf;

/** From the confirmation to the start. */
interface RemindersPaths {

    ConsultationWalk walk();

    @Test
    default void a_booking_at_short_notice_asks_for_the_past_reminders_at_once_and_in_their_order() {
        walk().book(Duration.ofMinutes(30), Map.of());
        walk().asked();
        walk().at("PT0S");
        assertThat(walk().asked()).containsExactly("reminder-24h > patient", "reminder-1h > patient");
    }

    @Test
    default void a_visit_in_person_needs_no_room_at_any_time() {
        walk().ofType(ConsultationType.IN_PERSON);
        ProcessInstance booked = walk().book(ConsultationWalk.IN_TWO_DAYS, Map.of());
        walk().at("PT50H");
        assertThat(booked).isEnded().hasPassed("end-no-room-needed", "end-no-room-used");
    }

    @Test
    default void a_new_time_replaces_every_timer() {
        ProcessInstance booked = walk().book(ConsultationWalk.IN_TWO_DAYS, Map.of());
        walk().at("PT25H");
        walk().asked();
        walk().tell("msg-consultation-rescheduled", timesOf(ConsultationWalk.BOOKED.plus(Duration.ofHours(96))));
        assertThat(walk().asked()).containsExactly("rescheduled > both");
        assertThat(walk().dueDateOf("timer-reminder-24h")).isEqualTo(at(Duration.ofHours(72)));
        assertThat(walk().dueDateOf("timer-start")).isEqualTo(at(Duration.ofHours(96)));
        walk().at("PT71H");
        assertThat(walk().asked()).isEmpty();
        walk().waitsAt(booked, "subprocess-reminders", "timer-start");
        assertThat(walk().timers())
                .containsExactlyInAnyOrder(
                        "timer-reminder-24h",
                        "timer-reminder-1h",
                        "timer-reminder-15min",
                        "timer-room-opens",
                        "timer-start");
    }

    @Test
    default void a_patient_who_says_that_they_come_is_noted_and_still_reminded() {
        ProcessInstance booked = walk().book(ConsultationWalk.IN_TWO_DAYS, Map.of());
        walk().at("PT25H");
        walk().asked();
        walk().tell("msg-patient-confirmed", Map.of("answeredVia", "sms"));
        assertThat(walk().asked()).containsExactly("recordAttendance");
        assertThat(booked).hasPassed("end-attendance-recorded");
        walk().at("PT47H30M");
        assertThat(walk().asked()).containsExactly("reminder-1h > patient");
    }

    @Test
    default void a_room_that_cannot_be_made_stays_visible_and_does_not_hold_up_the_session() {
        ProcessInstance booked = walk().book(ConsultationWalk.IN_TWO_DAYS, Map.of());
        walk().at("PT47H50M");
        walk().room("ensure-video-room", false);
        walk().asked();
        walk().at("PT48H");
        assertThat(walk().asked()).containsExactly("openSession", "session-started > both");
        walk().tell("msg-session-ended");
        assertThat(walk().asked()).containsExactly("closeSession", "follow-up > both");
        assertThat(walk().incidents()).containsExactly("task-ensure-video-room");
        walk().room("complete-video-room", true);
        walk().engine()
                .getExternalTaskService()
                .setRetries(
                        walk().engine()
                                .getExternalTaskService()
                                .createExternalTaskQuery()
                                .singleResult()
                                .getId(),
                        1);
        walk().room("ensure-video-room", true);
        assertThat(booked).isEnded();
    }

    @Test
    default void a_reminder_that_fails_is_visible_until_the_start_and_does_not_hold_up_the_session() {
        walk().book(ConsultationWalk.IN_TWO_DAYS, Map.of());
        walk().fails("reminder-1h > patient");
        walk().at("PT47H50M");
        assertThat(walk().incidents()).containsExactly("timer-reminder-1h");
        walk().room("ensure-video-room", true);
        walk().at("PT48H");
        assertThat(walk().asked())
                .contains("reminder-24h > patient", "reminder-15min > patient", "openSession")
                .doesNotContain("reminder-1h > patient");
        assertThat(walk().incidents()).isEmpty();
    }
}
