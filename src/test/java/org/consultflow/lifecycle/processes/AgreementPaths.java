package org.consultflow.lifecycle.processes;

import java.time.Duration;
import java.util.Map;

import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.consultflow.lifecycle.processes.ConsultationWalk.at;

/** What has to be agreed before a consultation takes place. */
interface AgreementPaths {

    ConsultationWalk walk();

    @Test
    default void an_accepted_request_is_confirmed_and_the_patient_told() {
        ProcessInstance booked = walk().book(ConsultationWalk.IN_TWO_DAYS, ConsultationWalk.ACCEPTANCE);
        walk().waitsAt(booked, "subprocess-agreement", "gateway-await-answer");
        walk().tell("msg-consultation-accepted");
        assertThat(walk().asked())
                .containsExactly(
                        "booked > provider", "accepted > patient", "confirmConsultation", "confirmation > patient");
    }

    @Test
    default void a_declined_request_ends_with_both_told() {
        ProcessInstance booked = walk().book(ConsultationWalk.IN_TWO_DAYS, ConsultationWalk.ACCEPTANCE);
        walk().tell("msg-consultation-declined");
        assertThat(walk().asked()).containsExactly("booked > provider", "declined > both");
        assertThat(booked).isEnded().hasPassed("end-consultation-declined");
    }

    @Test
    default void an_unanswered_request_is_declined_when_its_time_is_up() {
        ProcessInstance booked = walk().book(ConsultationWalk.IN_TWO_DAYS, ConsultationWalk.ACCEPTANCE);
        walk().asked();
        walk().at("PT3H59M");
        assertThat(walk().asked()).isEmpty();
        walk().at("PT4H");
        assertThat(walk().asked()).containsExactly("declineUnanswered", "declined > both");
        assertThat(booked).isEnded();
    }

    @Test
    default void a_payment_is_asked_for_reminded_of_once_and_confirmed() {
        ProcessInstance booked = walk().book(ConsultationWalk.IN_TWO_DAYS, ConsultationWalk.PAYMENT);
        assertThat(walk().asked()).containsExactly("booked > provider", "awaitPayment", "payment-requested > patient");
        walk().at("PT11H");
        assertThat(walk().asked()).containsExactly("payment-overdue > patient");
        walk().waitsAt(booked, "subprocess-agreement", "task-receive-payment");
        walk().tell("msg-payment-received");
        assertThat(walk().asked())
                .containsExactly("payment-confirmed > patient", "confirmConsultation", "confirmation > patient");
    }

    @Test
    default void an_unpaid_booking_is_cancelled_when_its_time_is_up() {
        ProcessInstance booked = walk().book(ConsultationWalk.IN_TWO_DAYS, ConsultationWalk.PAYMENT);
        walk().asked();
        walk().at("PT12H");
        assertThat(walk().asked()).containsExactly("payment-overdue > patient", "cancelUnpaid", "cancelled > both");
        assertThat(booked).isEnded().hasPassed("end-unpaid-cancelled");
    }

    @Test
    default void acceptance_comes_before_payment() {
        ProcessInstance booked =
                walk().book(ConsultationWalk.IN_TWO_DAYS, Map.of("acceptanceRequired", true, "paymentRequired", true));
        assertThat(walk().asked()).containsExactly("booked > provider");
        walk().tell("msg-consultation-accepted");
        walk().waitsAt(booked, "subprocess-agreement", "task-receive-payment");
    }

    @Test
    default void a_new_time_asks_again_for_what_is_still_open() {
        ProcessInstance booked = walk().book(ConsultationWalk.IN_TWO_DAYS, ConsultationWalk.ACCEPTANCE);
        walk().asked();
        walk().tell("msg-consultation-rescheduled", Map.of("acceptanceDueAt", at(Duration.ofHours(8))));
        assertThat(walk().asked()).containsExactly("rescheduled > both");
        walk().at("PT7H");
        walk().waitsAt(booked, "subprocess-agreement", "gateway-await-answer");
    }
}
