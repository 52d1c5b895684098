package org.consultflow.lifecycle;

import java.util.List;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@LifecycleTest
class UnheardMessagesTest {

    @Autowired
    private Steps steps;

    @BeforeEach
    void fromTheBeginning() {
        steps.fromTheBeginning();
    }

    @Test
    void a_token_on_its_way_is_waited_for() {
        Consultation booked = steps.booked(steps.aConsultation());
        steps.fire(booked, "timer-start");

        // "Tell both that session started" is still to be carried out in the background
        assertThatThrownBy(() -> steps.inTransaction(commands -> commands.accepted(booked)))
                .isInstanceOf(OptimisticLockingFailureException.class)
                .hasMessageContaining("is not yet where it can be told msg-consultation-accepted");
    }

    @Test
    void an_answer_that_nobody_waits_for_takes_the_command_back() {
        Consultation booked = steps.booked(steps.aConsultation());

        for (Told told : List.<Told>of(
                ConsultationProcess::accepted,
                ConsultationProcess::declined,
                ConsultationProcess::paid,
                ConsultationProcess::sessionEnded)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> steps.inTransaction(commands -> told.to(commands, booked)))
                    .withMessageContaining("is not where it can be told msg-")
                    .withMessageContaining(booked.id().toString());
        }
    }

    @Test
    void a_consultation_whose_process_has_ended_can_not_be_told_anything() {
        Consultation unknown = steps.aConsultation();

        for (Told told : List.<Told>of(ConsultationProcess::cancelled, ConsultationProcess::rescheduled)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> steps.inTransaction(commands -> told.to(commands, unknown)))
                    .withMessageContaining("has no running process");
        }
    }

    private interface Told {
        void to(ConsultationProcess process, Consultation consultation);
    }
}
