package org.consultflow.lifecycle.jobs;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;

import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.JobAcquisitionStrategy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AcquisitionTest {

    private static final String ENGINE = "default";
    private static final int WANTED = 200;

    private static final long NOW = Instant.parse("2026-03-02T09:00:00Z").toEpochMilli();

    private final NextDue nextDue = new NextDue();
    private final Acquisition.Cycle cycle = new Acquisition.Cycle();
    private final Acquisition.Pace pace = pace();

    @Test
    void after_as_many_as_were_wanted_it_looks_again_at_once() {
        acquired(50, 50, 50, 50);

        assertThat(pace.getWaitTime()).isZero();
        assertThat(pace.getNumJobsToAcquire(ENGINE)).isEqualTo(WANTED);
    }

    @Test
    void after_fewer_it_waits() {
        acquired(50, 50, 50, 49);

        assertThat(pace.getWaitTime()).isPositive();
    }

    @Test
    void it_waits_no_longer_than_until_the_next_is_due() {
        known(NOW + 70);
        acquired();

        assertThat(pace.getWaitTime()).isBetween(70L, 80L);
    }

    @Test
    void of_those_that_nobody_may_take_however_many_fall_due_it_does_not_ask_all_the_time() {
        known(NOW + 1);
        acquired();

        assertThat(pace.getWaitTime()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void what_is_due_much_later_does_not_keep_it_from_looking() {
        long usual = idle();
        known(NOW + 3_600_000);

        assertThat(idle()).isEqualTo(usual);
    }

    @Test
    void that_nobody_knows_of_any_does_not_keep_it_from_looking() {
        long usual = idle();
        known(null);

        assertThat(idle()).isEqualTo(usual);
    }

    @Test
    void as_many_as_were_wanted_are_a_reason_to_look_at_once_whatever_is_due_then() {
        known(NOW + 70);
        acquired(50, 50, 50, 50);

        assertThat(pace.getWaitTime()).isZero();
    }

    @Test
    void while_the_database_does_not_answer_it_waits_as_usual() {
        known(NOW + 1);
        Acquisition.Pace fresh = pace();
        Acquisition.Cycle broken = new Acquisition.Cycle();
        broken.setAcquisitionException(new IllegalStateException("said by the test"));
        fresh.reconfigure(broken);

        assertThat(fresh.getWaitTime()).isGreaterThanOrEqualTo(1_000);
    }

    private long idle() {
        Acquisition.Pace fresh = pace();
        fresh.reconfigure(empty());
        return fresh.getWaitTime();
    }

    private static Acquisition.Cycle empty() {
        Acquisition.Cycle cycle = new Acquisition.Cycle();
        cycle.submitAcquiredJobs(ENGINE, new AcquiredJobs(WANTED));
        return cycle;
    }

    private void known(Long due) {
        nextDue.look(new Date(NOW), () -> due == null ? null : new Date(due));
    }

    @Test
    void what_no_thread_has_taken_is_not_added_to() {
        cycle.submitRejectedBatch(ENGINE, jobs(0, 50));
        acquired(50, 50, 50, 50);

        assertThat(pace.getNumJobsToAcquire(ENGINE)).isZero();
        assertThat(pace.getWaitTime()).as("until a thread is free").isPositive();
    }

    @Test
    void that_a_thread_is_free_is_a_reason_to_go_on_while_something_waits_for_one() {
        Acquisition acquisition = new Acquisition(new DefaultJobExecutor(), nextDue);
        JobAcquisitionStrategy its = acquisition.initializeAcquisitionStrategy();
        its.reconfigure(empty());
        acquisition.threadIsFree();
        assertThat(acquisition.isJobAdded()).isFalse();

        cycle.submitRejectedBatch(ENGINE, jobs(0, 50));
        its.reconfigure(cycle);
        acquisition.threadIsFree();
        assertThat(acquisition.isJobAdded()).isTrue();
    }

    private void acquired(int... batches) {
        AcquiredJobs acquired = new AcquiredJobs(WANTED);
        for (int number = 0; number < batches.length; number++) {
            acquired.addJobIdBatch(jobs(number * 50, batches[number]));
        }
        cycle.submitAcquiredJobs(ENGINE, acquired);
        pace.reconfigure(cycle);
    }

    private static List<String> jobs(int first, int howMany) {
        return IntStream.range(first, first + howMany)
                .mapToObj(number -> "job-" + number)
                .toList();
    }

    private Acquisition.Pace pace() {
        DefaultJobExecutor executor = new DefaultJobExecutor();
        executor.setMaxJobsPerAcquisition(WANTED);
        return new Acquisition.Pace(executor, nextDue);
    }
}
