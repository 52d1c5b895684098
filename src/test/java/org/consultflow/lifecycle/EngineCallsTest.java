package org.consultflow.lifecycle;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngineException;
import org.consultflow.consultation.Consultation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@LifecycleTest
class EngineCallsTest {

    @Autowired
    private Steps steps;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void fromTheBeginning() {
        steps.fromTheBeginning();
    }

    @Test
    void the_later_of_two_commands_on_one_instance_is_told_to_try_again() {
        Consultation booked = steps.booked(steps.aConsultation(false, Duration.ofHours(10)));
        CompletableFuture<?>[] later = new CompletableFuture<?>[1];

        steps.inTransaction(first -> {
            first.paid(booked);
            later[0] = CompletableFuture.runAsync(
                    () -> steps.inTransaction(second -> second.rescheduled(Steps.moved(booked, Duration.ofDays(1)))));
            // the second has read the instance as it was, and waits for the rows that the first has written
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> waitingForLocks() > 0);
        });

        assertThatThrownBy(() -> later[0].get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(OptimisticLockingFailureException.class);
        assertThat(steps.variable(booked, "scheduleRevision")).isEqualTo(1);
        assertThat(steps.whereIs(booked)).contains("timer-start");
    }

    @Test
    void a_deadlock_in_the_database_can_be_tried_again_too() {
        assertThatThrownBy(() -> EngineCalls.run(() -> {
                    throw new ProcessEngineException(new SQLException("deadlock detected", "40P01"));
                }))
                .isInstanceOf(OptimisticLockingFailureException.class);
    }

    @Test
    void any_other_failure_stays_what_it_is() {
        ProcessEngineException failure = new ProcessEngineException(new SQLException("no such table", "42P01"));

        assertThatThrownBy(() -> EngineCalls.run(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    private long waitingForLocks() {
        return jdbc.sql("select count(*) from pg_locks where not granted")
                .query(Long.class)
                .single();
    }
}
