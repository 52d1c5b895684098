package org.consultflow.lifecycle;

import java.time.Duration;
import java.util.List;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationProcess;
import org.consultflow.consultation.ProcessSuspendedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** While ops have suspended something, a command says so in the features' word and changes nothing. */
@LifecycleTest
class SuspendedProcessTest {

    private static final String PROCESS = "consultation";

    @Autowired
    private Steps steps;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @BeforeEach
    void fromTheBeginning() {
        steps.fromTheBeginning();
    }

    @AfterEach
    void activate() {
        repository.activateProcessDefinitionByKey(PROCESS, true, null);
    }

    @Test
    void no_consultation_begins_while_the_process_is_suspended() {
        repository.suspendProcessDefinitionByKey(PROCESS);
        Consultation wanted = steps.aConsultation();

        assertThatThrownBy(() -> steps.booked(wanted)).isInstanceOf(ProcessSuspendedException.class);
        assertThat(steps.instanceOf(wanted)).isNull();

        activate();
        assertThat(steps.instanceOf(steps.booked(wanted))).isNotNull();
    }

    @Test
    void a_suspended_consultation_can_not_be_told_anything_that_its_process_waits_for() {
        Consultation booked = steps.booked(steps.aConsultation(true, Duration.ofHours(10)));
        Consultation moved = Steps.moved(booked, Duration.ofDays(1));
        runtime.suspendProcessInstanceById(steps.instanceOf(booked).getId());

        for (Told told : List.<Told>of(
                (process, it) -> process.accepted(Steps.accepted(it)),
                ConsultationProcess::declined,
                ConsultationProcess::paid,
                ConsultationProcess::cancelled,
                (process, it) -> process.rescheduled(moved),
                (process, it) -> process.patientConfirmed(it, "sms"),
                ConsultationProcess::sessionEnded)) {
            assertThatThrownBy(() -> steps.inTransaction(commands -> told.to(commands, booked)))
                    .isInstanceOf(ProcessSuspendedException.class)
                    .hasMessageContaining("suspended");
        }

        activate();
        steps.inTransaction(commands -> commands.rescheduled(moved));
        assertThat(steps.variable(booked, "scheduleRevision")).isEqualTo(2);
    }

    @Test
    void a_token_whose_next_step_was_made_while_the_process_stood_still_can_not_be_told_anything_either() {
        Consultation booked = steps.booked(steps.aConsultation());
        repository.suspendProcessDefinitionByKey(PROCESS);
        steps.fire(booked, "timer-start");

        assertThatThrownBy(() -> steps.inTransaction(commands -> commands.accepted(booked)))
                .isInstanceOf(ProcessSuspendedException.class);
    }

    private interface Told {
        void to(ConsultationProcess process, Consultation consultation);
    }
}
