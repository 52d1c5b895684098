package org.consultflow.lifecycle;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.runtime.Job;
import org.consultflow.consultation.Consultation;
import org.consultflow.support.StatementCounter;
import org.consultflow.time.AdjustableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.PlatformTransactionManager;

/** Twenty visits of the same hour, whose first reminders fall due at the same moment, and the job executor that runs them. */
@SpringJUnitConfig(
        classes = {DueJobsFixture.WithJobs.class, LifecycleContext.class, OwnPostgres.class},
        initializers = ConfigDataApplicationContextInitializer.class)
@TestPropertySource(properties = {"consultflow.clock=adjustable", "consultflow.lifecycle.worker-interval=24h"})
abstract class DueJobsFixture {

    static final int VISITS = 20;

    @Autowired
    Steps steps;

    @Autowired
    Letterbox letterbox;

    @Autowired
    JobExecutor executor;

    @Autowired
    ProcessEngine engine;

    @Autowired
    ManagementService management;

    @Autowired
    RuntimeService runtime;

    @Autowired
    AdjustableClock clock;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    StatementCounter counter;

    final List<Consultation> visits = new ArrayList<>();

    @BeforeEach
    void bookedForTheSameHour() {
        steps.fromTheBeginning();
        letterbox.clear();
        visits.addAll(steps.bookedForTheSameHour(VISITS));
        letterbox.clear();
    }

    @AfterEach
    void nothingRunsAnyMore() {
        executor.shutdown();
    }

    void whenTheyFallDue() {
        fallDue();
        executor.start();
    }

    void fallDue() {
        reminders()
                .forEach(job -> management.setJobDuedate(
                        job.getId(), Date.from(clock.instant().minusSeconds(1))));
    }

    Stream<Job> reminders() {
        return management.createJobQuery().activityId("timer-reminder-24h").list().stream();
    }

    Job reminderOf(UUID consultation) {
        return management
                .createJobQuery()
                .processInstanceId(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(consultation.toString(), "consultation")
                        .singleResult()
                        .getId())
                .activityId("timer-reminder-24h")
                .singleResult();
    }

    long rows(String table) {
        return jdbc.queryForObject("select count(*) from " + table, Long.class);
    }

    @TestConfiguration(proxyBeanMethods = false)
    @ComponentScan("org.consultflow.lifecycle.jobs")
    static class WithJobs {

        @Bean
        static StatementCounter statementCounter() {
            return new StatementCounter();
        }

        @Bean
        @Primary
        Letterbox letterbox() {
            return new Letterbox();
        }
    }
}
