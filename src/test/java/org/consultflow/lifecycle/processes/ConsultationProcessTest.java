package org.consultflow.lifecycle.processes;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.lifecycle.deployment.EngineOnPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

/** Each path of the diagram, from wait state to wait state; all walks together take every flow. */
class ConsultationProcessTest {

    private static ConsultationWalk walk;

    @BeforeAll
    static void start() {
        walk = new ConsultationWalk();
        AbstractAssertions.init(walk.engine());
    }

    @AfterAll
    static void every_flow_of_the_diagram_was_taken() throws Exception {
        try (ConsultationWalk walked = walk) {
            byte[] diagram = EngineOnPostgres.shipped("consultation.bpmn").getBytes(StandardCharsets.UTF_8);
            assertThat(Bpmn.readModelFromStream(new ByteArrayInputStream(diagram))
                            .getModelElementsByType(SequenceFlow.class)
                            .stream()
                            // The engine goes from such a gateway to the event that happened without taking the flow.
                            .filter(flow -> !(flow.getSource() instanceof EventBasedGateway))
                            .map(SequenceFlow::getId)
                            .filter(flow -> !walked.flowsTaken().contains(flow)))
                    .as("flows that no walk took")
                    .isEmpty();
        } finally {
            AbstractAssertions.reset();
        }
    }

    @BeforeEach
    void reset() {
        walk.reset();
    }

    @Test
    void everything_up_to_the_first_wait_happens_in_the_booking_s_own_transaction() {
        ProcessInstance booked = walk.book(ConsultationWalk.IN_TWO_DAYS, Map.of());
        assertThat(walk.asked()).containsExactly("booked > provider", "confirmConsultation", "confirmation > patient");
        walk.waitsAt(booked, "subprocess-reminders", "timer-start");
    }

    @Test
    void from_booking_to_follow_up_each_step_comes_at_its_time() {
        ProcessInstance booked = walk.book(ConsultationWalk.IN_TWO_DAYS, Map.of());
        walk.asked();
        walk.at("PT23H59M");
        assertThat(walk.asked()).isEmpty();
        walk.at("PT24H");
        assertThat(walk.asked()).containsExactly("reminder-24h > patient");
        walk.at("PT47H");
        assertThat(walk.asked()).containsExactly("reminder-1h > patient");
        walk.at("PT47H45M");
        assertThat(walk.asked()).containsExactly("reminder-15min > patient");
        walk.room("ensure-video-room", true);
        walk.at("PT48H");
        assertThat(walk.asked()).containsExactly("openSession", "session-started > both");
        walk.waitsAt(booked, "task-hold-session");
        walk.tell("msg-session-ended");
        assertThat(walk.asked()).containsExactly("closeSession", "follow-up > both");
        walk.room("complete-video-room", true);
        assertThat(booked).isEnded().hasPassed("end-consultation-completed", "end-room-completed", "end-room-ready");
    }

    @Nested
    class Agreement implements AgreementPaths {

        @Override
        public ConsultationWalk walk() {
            return walk;
        }
    }

    @Nested
    class Reminders implements RemindersPaths {

        @Override
        public ConsultationWalk walk() {
            return walk;
        }
    }

    @Nested
    class Session implements SessionPaths {

        @Override
        public ConsultationWalk walk() {
            return walk;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, false, PT1H",
        "false, true, PT1H",
        "false, true, PT7H",
        "false, false, PT1H",
        "false, false, PT47H50M"
    })
    void before_the_session_a_cancellation_is_told_first_and_nothing_comes_after_it(
            boolean acceptance, boolean payment, String when) {
        ProcessInstance booked = walk.book(
                ConsultationWalk.IN_TWO_DAYS, Map.of("acceptanceRequired", acceptance, "paymentRequired", payment));
        walk.at(when);
        walk.asked();
        walk.tell("msg-consultation-cancelled");
        assertThat(walk.asked()).containsExactly("cancelled > both");
        walk.waitsAt(booked, "subprocess-cancellation", "task-complete-cancelled-room");
        walk.at("PT60H");
        walk.room("complete-video-room", true);
        assertThat(walk.asked()).isEmpty();
        assertThat(booked).isEnded().hasPassed("end-consultation-cancelled");
    }

    @Test
    void a_cancelled_visit_in_person_ends_at_once() {
        walk.ofType(ConsultationType.IN_PERSON);
        ProcessInstance booked = walk.book(ConsultationWalk.IN_TWO_DAYS, Map.of());
        walk.tell("msg-consultation-cancelled");
        assertThat(booked).isEnded();
    }
}
