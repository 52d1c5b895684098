package org.consultflow.lifecycle.processes;

import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.consultflow.consultation.ConsultationType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

/** From the start to the outcome. */
interface SessionPaths {

    ConsultationWalk walk();

    @ParameterizedTest
    @CsvSource({
        "completed, follow-up > both, end-consultation-completed",
        "no-show, no-show > both, end-no-show",
        "unknown, , end-outcome-unknown"
    })
    default void its_outcome_decides_what_is_told(String outcome, String told, String end) {
        walk().willEnd(outcome);
        ProcessInstance booked = inSession();
        walk().at("PT49H5M");
        assertThat(walk().asked()).isEqualTo(told == null ? List.of("closeSession") : List.of("closeSession", told));
        assertThat(booked).hasPassed(end);
    }

    @ParameterizedTest
    @CsvSource({
        "VOICE, false, connectByPhone",
        "VIDEO, false, connectByPhone",
        "VIDEO, true, ",
        "HYBRID, false, ",
        "IN_PERSON, false, ",
        "SMS, false, "
    })
    default void who_cannot_meet_in_a_room_is_connected_by_phone(ConsultationType type, boolean room, String call) {
        walk().ofType(type);
        if (!room) {
            walk().hasNoRoom();
        }
        ProcessInstance booked = walk().book(ConsultationWalk.IN_TWO_DAYS, Map.of());
        walk().at("PT47H50M");
        walk().asked();
        walk().at("PT48H");
        assertThat(walk().asked())
                .contains("openSession")
                .filteredOn("connectByPhone"::equals)
                .hasSize(call == null ? 0 : 1);
        assertThat(booked).hasPassed(call == null ? "end-no-call-needed" : "end-call-placed");
    }

    @Test
    default void a_call_that_cannot_be_placed_does_not_hold_up_the_outcome() {
        walk().ofType(ConsultationType.VOICE);
        walk().fails("connectByPhone");
        ProcessInstance booked = walk().book(ConsultationWalk.IN_TWO_DAYS, Map.of());
        walk().at("PT48H");
        walk().tell("msg-session-ended");
        assertThat(booked).hasPassed("end-consultation-completed");
        assertThat(walk().incidents()).containsExactly("task-decide-connection");
    }

    @Test
    default void nobody_has_to_end_it_and_until_its_time_is_up_it_stays_open() {
        ProcessInstance booked = inSession();
        walk().at("PT49H4M");
        walk().waitsAt(booked, "task-hold-session");
        walk().at("PT49H5M");
        assertThat(booked).hasPassed("timer-session-closes", "end-consultation-completed");
    }

    @Test
    default void a_start_notice_that_fails_does_not_hold_up_its_end() {
        walk().fails("session-started > both");
        ProcessInstance booked = inSession();
        walk().works();
        walk().tell("msg-session-ended");
        assertThat(booked).hasPassed("end-consultation-completed");
        assertThat(walk().incidents()).containsExactly("task-tell-session-started");
    }

    @Test
    default void a_room_that_cannot_be_completed_stays_visible_and_does_not_hold_up_the_outcome() {
        ProcessInstance booked = inSession();
        walk().tell("msg-session-ended");
        walk().room("complete-video-room", false);
        assertThat(booked).hasPassed("end-consultation-completed").isNotEnded();
        assertThat(walk().incidents()).containsExactly("task-complete-video-room");
    }

    private ProcessInstance inSession() {
        ProcessInstance booked = walk().book(ConsultationWalk.IN_TWO_DAYS, Map.of());
        walk().at("PT47H50M");
        walk().room("ensure-video-room", true);
        walk().at("PT48H");
        walk().asked();
        return booked;
    }
}
