package org.consultflow.lifecycle;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.camunda.bpm.engine.RuntimeService;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationProcess;
import org.consultflow.time.AdjustableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@LifecycleTest
class EngineConsultationProcessTest {

    @Autowired
    private Steps steps;

    @Autowired
    private Recorder recorder;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ConsultationProcess process;

    @Autowired
    private RoomWorker rooms;

    @Autowired
    private AdjustableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void fromTheBeginning() {
        steps.fromTheBeginning();
    }

    @Nested
    class Starting {

        @Test
        void sets_the_declared_variables_and_no_other() {
            Consultation booked = steps.booked(steps.aConsultation(true, Duration.ofHours(10)));

            Map<String, Object> variables =
                    runtime.getVariables(steps.instanceOf(booked).getId());

            Date start = Date.from(booked.schedule().start());
            assertThat(variables)
                    .containsEntry("consultationId", booked.id().toString())
                    .containsEntry("scheduleRevision", 1)
                    .containsEntry("startsAt", start)
                    .containsEntry("endsAt", later(start, Duration.ofMinutes(50)))
                    .containsEntry("roomOpensAt", later(start, Duration.ofMinutes(-15)))
                    .containsEntry("sessionClosesAt", later(start, Duration.ofMinutes(65)))
                    .containsEntry("acceptanceRequired", true)
                    .containsEntry("acceptanceDueAt", Date.from(booked.acceptanceDueAt()))
                    .containsEntry("paymentRequired", true)
                    .containsEntry(
                            "paymentDueAt", Date.from(booked.paymentTerms().dueBy()))
                    .containsEntry("videoRoomNeeded", true)
                    .containsEntry("consultationType", "video")
                    .containsKey("paymentReminderAt")
                    .hasSize(13);
        }

        @Test
        void several_that_begin_together_are_written_at_their_end_and_all_at_once() {
            List<Consultation> visits =
                    Stream.generate(steps::aConsultation).limit(3).toList();

            steps.inTransaction(commands -> commands.together(() -> {
                visits.forEach(commands::start);
                assertThat(instances()).isZero();
            }));

            assertThat(visits).allSatisfy(visit -> assertThat(
                            steps.jobAt(visit, "timer-start").getDuedate())
                    .isEqualTo(Date.from(visit.schedule().start())));
            assertThat(jdbc.sql("select distinct xmin::text from act_ru_execution")
                            .query(String.class)
                            .list())
                    .hasSize(1);
        }

        @Test
        void one_that_does_not_begin_leaves_none_of_those_that_begin_with_it() {
            recorder.failOn("tell patient payment-requested");

            assertThatThrownBy(() -> steps.inTransaction(commands -> commands.together(() -> {
                        commands.start(steps.aConsultation());
                        commands.start(steps.aConsultation(false, Duration.ofHours(10)));
                    })))
                    .hasStackTraceContaining("said by the far end");

            assertThat(instances()).isZero();
        }

        private int instances() {
            return jdbc.sql("select count(*) from act_ru_execution")
                    .query(Integer.class)
                    .single();
        }

        @Test
        void leaves_moments_that_do_not_apply_empty() {
            Consultation booked = steps.booked(steps.aConsultation());

            assertThat(runtime.getVariables(steps.instanceOf(booked).getId()))
                    .containsEntry("acceptanceRequired", false)
                    .containsEntry("acceptanceDueAt", null)
                    .containsEntry("paymentRequired", false)
                    .containsEntry("paymentDueAt", null)
                    .containsEntry("paymentReminderAt", null);
        }

        @Test
        void belongs_to_the_transaction_of_the_booking() {
            Consultation booked = steps.aConsultation();

            assertThatThrownBy(() -> steps.inTransaction(commands -> {
                        commands.start(booked);
                        throw new IllegalArgumentException("the booking fails after all");
                    }))
                    .hasMessage("the booking fails after all");

            assertThat(steps.instanceOf(booked)).isNull();
        }

        @Test
        void is_refused_outside_of_a_transaction() {
            Consultation booked = steps.aConsultation();

            assertThatThrownBy(() -> process.start(booked)).isInstanceOf(IllegalTransactionStateException.class);
        }
    }

    @Nested
    class Telling {

        @Test
        void acceptance_lets_a_free_consultation_be_confirmed() {
            Consultation booked = steps.booked(steps.aConsultation(true, null));

            steps.inTransaction(commands -> commands.accepted(Steps.accepted(booked)));

            assertThat(recorder.calls())
                    .containsExactly(
                            "tell provider booked (in a transaction)",
                            "tell patient accepted (in a transaction)",
                            "confirm (in a transaction)",
                            "tell patient confirmation (in a transaction)");
        }

        @Test
        void acceptance_reckons_the_payment_reminder_from_then_on() {
            Consultation booked = steps.booked(steps.aConsultation(true, Duration.ofHours(10)));
            Date reckonedWhenBooked = (Date) steps.variable(booked, "paymentReminderAt");
            clock.advanceTo(clock.instant().plus(Duration.ofHours(4)));

            steps.inTransaction(commands -> commands.accepted(Steps.accepted(booked)));

            Date reckonedWhenAccepted = (Date) steps.variable(booked, "paymentReminderAt");
            assertThat(reckonedWhenAccepted).isAfterOrEqualTo(later(reckonedWhenBooked, Duration.ofHours(2)));
            assertThat(steps.jobAt(booked, "timer-payment-reminder").getDuedate())
                    .isEqualTo(reckonedWhenAccepted);
            assertThat(steps.whereIs(booked)).containsExactly("task-receive-payment");
        }

        @Test
        void a_decline_ends_the_process() {
            Consultation booked = steps.booked(steps.aConsultation(true, null));

            steps.inTransaction(commands -> commands.declined(booked));

            assertThat(steps.instanceOf(booked)).isNull();
            assertThat(recorder.calls()).contains("tell both declined (in a transaction)");
        }

        @Test
        void a_payment_confirms() {
            Consultation booked = steps.booked(steps.aConsultation(false, Duration.ofHours(10)));

            steps.inTransaction(commands -> commands.paid(booked));

            assertThat(recorder.calls())
                    .contains("tell patient payment-confirmed (in a transaction)")
                    .endsWith("tell patient confirmation (in a transaction)");
        }

        @Test
        void a_new_time_replaces_every_moment_and_the_revision() {
            Consultation booked = steps.booked(steps.aConsultation());
            Consultation moved = Steps.moved(booked, Duration.ofDays(3));

            steps.inTransaction(commands -> commands.rescheduled(moved));

            Date start = Date.from(moved.schedule().start());
            assertThat(steps.jobAt(moved, "timer-reminder-24h").getDuedate())
                    .isEqualTo(later(start, Duration.ofHours(-24)));
            assertThat(steps.jobAt(moved, "timer-start").getDuedate()).isEqualTo(start);
            assertThat(steps.variable(moved, "scheduleRevision")).isEqualTo(2);
            assertThat(steps.variable(moved, "sessionClosesAt")).isEqualTo(later(start, Duration.ofMinutes(65)));
            assertThat(recorder.calls()).endsWith("tell both rescheduled (in a transaction)");
        }

        @Test
        void a_new_time_before_the_payment_asks_for_it_again_but_not_for_the_acceptance() {
            Consultation booked = steps.booked(steps.aConsultation(true, Duration.ofHours(10)));
            Consultation accepted = Steps.accepted(booked);
            steps.inTransaction(commands -> commands.accepted(accepted));

            steps.inTransaction(commands -> commands.rescheduled(Steps.moved(accepted, Duration.ofDays(1))));

            assertThat(steps.whereIs(booked)).containsExactly("task-receive-payment");
            assertThat(recorder.calls()).endsWith("tell patient payment-requested (in a transaction)");
        }

        @Test
        void a_cancellation_interrupts_the_reminders_and_ends_after_the_room() {
            Consultation booked = steps.booked(steps.aConsultation());

            steps.inTransaction(commands -> commands.cancelled(booked));

            assertThat(steps.whereIs(booked)).containsExactly("task-complete-cancelled-room");
            rooms.work();
            assertThat(steps.instanceOf(booked)).isNull();
        }

        @Test
        void the_end_of_the_session_closes_it() {
            Consultation booked = steps.booked(steps.aConsultation());
            steps.toTheSession(booked, rooms);

            steps.inTransaction(commands -> commands.sessionEnded(booked));

            assertThat(recorder.calls())
                    .contains("closeSession (in a transaction)")
                    .contains("tell both follow-up (in a transaction)");
        }
    }

    private static Date later(Date moment, Duration by) {
        return Date.from(moment.toInstant().plus(by));
    }
}
