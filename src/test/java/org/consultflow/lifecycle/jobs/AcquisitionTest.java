package org.consultflow.lifecycle.jobs;

import java.util.List;
import java.util.stream.IntStream;

import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AcquisitionTest {

    private static final String ENGINE = "default";
    private static final int WANTED = 200;

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
    void what_no_thread_has_taken_is_not_added_to() {
        cycle.submitRejectedBatch(ENGINE, jobs(0, 50));
        cycle.submitRejectedBatch(ENGINE, jobs(50, 50));
        acquired(50, 50, 50, 50);

        assertThat(pace.getNumJobsToAcquire(ENGINE)).isEqualTo(WANTED - 100);
    }

    @Test
    void it_takes_nothing_while_all_is_rejected() {
        IntStream.range(0, 4).forEach(batch -> cycle.submitRejectedBatch(ENGINE, jobs(batch * 50, 50)));
        acquired(50, 50, 50, 50);

        assertThat(pace.getNumJobsToAcquire(ENGINE)).isZero();
        assertThat(pace.getWaitTime()).as("until a thread is free").isPositive();
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

    private static Acquisition.Pace pace() {
        DefaultJobExecutor executor = new DefaultJobExecutor();
        executor.setMaxJobsPerAcquisition(WANTED);
        return new Acquisition.Pace(executor);
    }
}
