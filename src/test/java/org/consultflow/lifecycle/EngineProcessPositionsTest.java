package org.consultflow.lifecycle;

import java.util.UUID;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ProcessPositions;
import org.consultflow.consultation.ProcessPositions.ProcessPosition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@LifecycleTest
class EngineProcessPositionsTest {

    @Autowired
    private Steps steps;

    @Autowired
    private Recorder recorder;

    @Autowired
    private RoomWorker rooms;

    @Autowired
    private ProcessPositions positions;

    @BeforeEach
    void fromTheBeginning() {
        steps.fromTheBeginning();
    }

    @Test
    void a_running_consultation_shows_where_its_tokens_are_and_were() {
        Consultation booked = steps.booked(steps.aConsultation());
        steps.fire(booked, "timer-reminder-24h");

        ProcessPosition position = positions.of(booked.id()).orElseThrow();

        assertThat(position.processDefinitionId()).startsWith("consultation:");
        assertThat(position.active())
                .containsExactlyInAnyOrder(
                        "timer-reminder-1h", "timer-reminder-15min", "timer-start", "timer-room-opens");
        assertThat(position.completed())
                .contains("start-consultation-booked", "task-send-confirmation", "task-send-reminder-24h")
                .doesNotHaveDuplicates();
        assertThat(position.incidents()).isEmpty();
    }

    @Test
    void a_token_that_waits_to_be_carried_on_is_where_it_goes_next() {
        Consultation booked = steps.booked(steps.aConsultation());
        steps.fire(booked, "timer-start");

        assertThat(positions.of(booked.id()).orElseThrow().active())
                .contains("task-tell-session-started", "task-hold-session");
    }

    @Test
    void an_incident_is_shown_on_its_element() {
        Consultation booked = steps.booked(steps.aConsultation());
        recorder.failOn("tell patient reminder-24h");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> steps.fire(booked, "timer-reminder-24h"));
        }

        assertThat(positions.of(booked.id()).orElseThrow().incidents()).containsExactly("timer-reminder-24h");
    }

    @Test
    void an_ended_consultation_shows_what_was_passed_and_not_what_was_interrupted() {
        Consultation booked = steps.booked(steps.aConsultation());
        steps.inTransaction(commands -> commands.cancelled(booked));
        rooms.work();

        ProcessPosition position = positions.of(booked.id()).orElseThrow();

        assertThat(position.active()).isEmpty();
        assertThat(position.completed())
                .contains("task-tell-cancellation", "end-consultation-cancelled")
                .doesNotContain("timer-reminder-24h");
    }

    @Test
    void an_unknown_consultation_has_no_position() {
        assertThat(positions.of(UUID.randomUUID())).isEmpty();
    }

    @Test
    void the_diagram_is_the_one_that_was_deployed() {
        Consultation booked = steps.booked(steps.aConsultation());
        String definition = positions.of(booked.id()).orElseThrow().processDefinitionId();

        assertThat(positions.diagram(definition).orElseThrow())
                .contains("task-send-confirmation")
                .contains("BPMNDiagram");
        assertThat(positions.diagram("consultation:99:unknown")).isEmpty();
    }
}
