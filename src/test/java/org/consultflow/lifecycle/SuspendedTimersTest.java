package org.consultflow.lifecycle;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

/** Timers that are made while ops have suspended their step; with the same parts as {@link DueJobsTest}. */
@SpringJUnitConfig(
        classes = {DueJobsFixture.WithJobs.class, LifecycleContext.class, OwnPostgres.class},
        initializers = ConfigDataApplicationContextInitializer.class)
@TestPropertySource(properties = {"consultflow.clock=adjustable", "consultflow.lifecycle.worker-interval=24h"})
class SuspendedTimersTest {

    @Autowired
    private Steps steps;

    @Autowired
    private ManagementService management;

    @Test
    void the_timers_of_a_step_that_is_suspended_begin_suspended_and_no_others_do() {
        steps.fromTheBeginning();
        String definition = management
                .createJobDefinitionQuery()
                .processDefinitionKey("consultation")
                .activityIdIn("timer-reminder-24h")
                .list()
                .get(0)
                .getId();
        management.suspendJobDefinitionById(definition);
        try {
            String instance =
                    steps.instanceOf(steps.booked(steps.aConsultation())).getId();
            assertThat(management.createJobQuery().processInstanceId(instance).list())
                    .hasSizeGreaterThan(1)
                    .anyMatch(Job::isSuspended)
                    .allMatch(
                            job -> job.isSuspended() == job.getJobDefinitionId().equals(definition));
        } finally {
            management.activateJobDefinitionById(definition);
        }
    }
}
