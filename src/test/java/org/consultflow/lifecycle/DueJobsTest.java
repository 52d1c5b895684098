package org.consultflow.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.runtime.Job;
import org.consultflow.consultation.Consultation;
import org.consultflow.notification.Notifications;
import org.consultflow.support.StatementCounter;
import org.consultflow.time.AdjustableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Many timers that fall due at the same moment, run by the job executor itself. */
@SpringJUnitConfig(
        classes = {DueJobsTest.WithJobs.class, LifecycleContext.class, OwnPostgres.class},
        initializers = ConfigDataApplicationContextInitializer.class)
@TestPropertySource(properties = {"consultflow.clock=adjustable", "consultflow.lifecycle.worker-interval=24h"})
class DueJobsTest {

    private static final int VISITS = 20;

    @Autowired
    private Steps steps;

    @Autowired
    private Letterbox letterbox;

    @Autowired
    private JobExecutor executor;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private ManagementService management;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private AdjustableClock clock;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private StatementCounter counter;

    private final List<Consultation> visits = new ArrayList<>();

    @BeforeEach
    void bookedForTheSameHour() {
        steps.fromTheBeginning();
        letterbox.clear();
        Consultation first = steps.aConsultation();
        for (int visit = 0; visit < VISITS; visit++) {
            Consultation next = steps.aConsultation();
            visits.add(steps.booked(Steps.moved(
                    next,
                    Duration.between(next.schedule().start(), first.schedule().start()))));
        }
        letterbox.clear();
    }

    @AfterEach
    void nothingRunsAnyMore() {
        executor.shutdown();
    }

    @Test
    void they_run_many_in_a_transaction_and_each_once() {
        whenTheyFallDue();

        Awaitility.await().until(() -> letterbox.told().size() == VISITS);
        assertThat(letterbox.told().values()).allMatch(times -> times == 1);
        assertThat(letterbox.transactions())
                .as("twenty reminders with fifty to a batch")
                .isLessThanOrEqualTo(3);
    }

    @Test
    void they_are_taken_in_one_statement() {
        counter.reset();

        whenTheyFallDue();

        Awaitility.await().until(() -> letterbox.told().size() == VISITS);
        assertThat(counter.statements())
                .anyMatch(statement -> statement.startsWith("update act_ru_job set lock_owner_"))
                .noneMatch(statement -> statement.startsWith("update act_ru_job set rev_"));
    }

    @Test
    void who_finds_none_asks_when_the_next_falls_due() {
        counter.reset();
        executor.start();
        Awaitility.await().until(() -> counter.statements().stream()
                .anyMatch(sql -> sql.startsWith("select duedate_ from act_ru_job where duedate_ >")));

        List<Date> due = reminders().map(Job::getDuedate).distinct().toList();
        assertThat(due).as("all of the same hour").hasSize(1);
        Date moment = due.get(0);
        assertThat(nextDue(new Date(moment.getTime() - 1))).isEqualTo(moment);
        assertThat(nextDue(moment)).isAfter(moment);
        assertThat(nextDue(Date.from(Instant.parse("9999-12-31T00:00:00Z")))).isNull();
    }

    private Date nextDue(Date after) {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> (Date) context.getDbEntityManager()
                        .selectOne("org.consultflow.lifecycle.jobs.Statements.nextDue", after));
    }

    @Test
    void taking_them_writes_their_rows_anew_but_no_index_hears_of_it() {
        jdbc.execute("vacuum act_ru_job");
        String ids = String.join(",", reminders().map(Job::getId).toList());
        new TransactionTemplate(transactions).executeWithoutResult(taken -> {
            assertThat(jdbc.update(
                            "update act_ru_job set lock_owner_ = 'somebody', lock_exp_time_ = now(), rev_ = rev_ + 1"
                                    + " where id_ = any (string_to_array(?, ','))",
                            ids))
                    .isEqualTo(VISITS);
            assertThat(jdbc.queryForObject(
                            "select pg_stat_get_xact_tuples_hot_updated('act_ru_job'::regclass)", Long.class))
                    .as("where a page has room for the new row")
                    .isGreaterThan(VISITS / 2);
            taken.setRollbackOnly();
        });
    }

    @Test
    void a_variable_stands_in_no_index_of_what_it_does_not_have() {
        EngineTables.prepare(JdbcClient.create(jdbc));
        assertThat(jdbc.queryForList(
                        "select indexdef from pg_indexes where tablename = 'act_ru_variable' and indexdef not ilike '%is not null%'",
                        String.class))
                .as("its key, its name, its execution, its instance")
                .hasSize(4);
        assertThat(jdbc.queryForObject(
                        "select pg_relation_size('act_idx_variable_tenant_id') + pg_relation_size('act_idx_batch_id')",
                        Long.class))
                .as("a page each, with nothing in it")
                .isEqualTo(2 * 8192);
    }

    @Test
    void what_another_node_is_just_taking_is_passed_over() {
        fallDue();
        new TransactionTemplate(transactions).executeWithoutResult(taken -> {
            jdbc.queryForList(
                    "select id_ from act_ru_job where id_ = ? for update",
                    reminderOf(visits.get(7).id()).getId());
            executor.start();
            Awaitility.await().until(() -> letterbox.told().size() == VISITS - 1);
        });

        Awaitility.await().until(() -> letterbox.told().size() == VISITS);
        assertThat(letterbox.told().values()).allMatch(times -> times == 1);
    }

    @Test
    void one_that_fails_holds_up_no_other_repeats_no_other_and_costs_no_other_a_retry() {
        UUID bad = visits.get(14).id();
        letterbox.failFor(bad);

        whenTheyFallDue();

        Awaitility.await().until(() -> retriesOf(bad).equals(List.of(4)));
        Awaitility.await().until(() -> letterbox.told().size() == VISITS - 1);
        assertThat(letterbox.told()).doesNotContainKey(bad);
        assertThat(letterbox.told().values()).allMatch(times -> times == 1);
        assertThat(management.createJobQuery().withException().count()).isEqualTo(1);
    }

    @Test
    void one_that_fails_only_at_the_commit_does_so_alone_too() {
        UUID cancelledMeanwhile = visits.get(5).id();
        letterbox.whenToldOf(
                cancelledMeanwhile,
                // somebody else changes the instance: this is seen when the batch is written
                () -> jdbc.update(
                        "update act_ru_job set rev_ = rev_ + 1 where process_instance_id_ ="
                                + " (select proc_inst_id_ from act_ru_execution where business_key_ = ?)",
                        cancelledMeanwhile.toString()));

        whenTheyFallDue();

        Awaitility.await().until(() -> letterbox.told().size() == VISITS);
        assertThat(letterbox.told().values()).allMatch(times -> times == 1);
        assertThat(letterbox.transactions()).as("each alone").isEqualTo(VISITS);
    }

    @Test
    void what_was_cancelled_after_it_was_acquired_is_no_failure() {
        List<String> jobs = reminders().map(Job::getId).toList();
        String gone = steps.instanceOf(visits.get(3)).getId();
        runtime.deleteProcessInstance(gone, "cancelled");

        executor.start();
        executor.getExecuteJobsRunnable(jobs, executor.getProcessEngines().get(0))
                .run();

        assertThat(letterbox.told())
                .hasSize(VISITS - 1)
                .doesNotContainKey(visits.get(3).id());
    }

    @Test
    void nothing_is_written_about_them_that_nobody_reads() {
        jdbc.execute("truncate act_hi_actinst, act_hi_job_log, act_hi_detail");

        whenTheyFallDue();

        Awaitility.await().until(() -> letterbox.told().size() == VISITS);
        assertThat(rows("act_hi_actinst") + rows("act_hi_job_log") + rows("act_hi_detail"))
                .isZero();
        assertThat(rows("act_hi_varinst where proc_def_key_ = 'consultation'"))
                .as("kind and audience are the task's own, and a visit's are copies of its row")
                .isZero();
        assertThat(rows("act_ru_variable")).isGreaterThan(VISITS);
        assertThat(rows("act_hi_procinst where end_time_ is null")).isEqualTo(VISITS);
    }

    @Test
    void a_reminder_costs_the_engine_two_statements() {
        assertThat(askedWhileTheyRun())
                .as("its job goes, its instance counts on; the lock is the third; a batch reads what it needs at once")
                .hasSizeLessThanOrEqualTo(VISITS * 2 + 10);
    }

    @Test
    void of_the_jobs_of_an_instance_only_those_are_read_that_run() {
        List<String> asked = askedWhileTheyRun();

        assertThat(asked)
                .filteredOn(statement -> statement.startsWith("select") && statement.contains("from act_ru_job "))
                .singleElement()
                .asString()
                .contains("where id_ = any");
    }

    private List<String> askedWhileTheyRun() {
        List<String> jobs = reminders().map(Job::getId).toList();
        executor.start();
        counter.reset();
        executor.getExecuteJobsRunnable(jobs, executor.getProcessEngines().get(0))
                .run();
        assertThat(letterbox.told()).hasSize(VISITS);
        return counter.statementsOn(Thread.currentThread().getName());
    }

    private void whenTheyFallDue() {
        fallDue();
        executor.start();
    }

    private void fallDue() {
        reminders()
                .forEach(job -> management.setJobDuedate(
                        job.getId(), Date.from(clock.instant().minusSeconds(1))));
    }

    private Stream<Job> reminders() {
        return management.createJobQuery().activityId("timer-reminder-24h").list().stream();
    }

    private List<Integer> retriesOf(UUID consultation) {
        return Stream.ofNullable(reminderOf(consultation)).map(Job::getRetries).toList();
    }

    private Job reminderOf(UUID consultation) {
        return management
                .createJobQuery()
                .processInstanceId(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(consultation.toString(), "consultation")
                        .singleResult()
                        .getId())
                .activityId("timer-reminder-24h")
                .singleResult();
    }

    private long rows(String table) {
        return jdbc.queryForObject("select count(*) from " + table, Long.class);
    }

    /** What was told, as far as it was committed. */
    static class Letterbox implements Notifications {

        private final Map<UUID, Integer> told = new ConcurrentHashMap<>();
        private final List<Object> transactions = new CopyOnWriteArrayList<>();
        private final Set<UUID> failing = ConcurrentHashMap.newKeySet();
        private final Map<UUID, Runnable> once = new ConcurrentHashMap<>();

        void clear() {
            told.clear();
            transactions.clear();
            failing.clear();
            once.clear();
        }

        void failFor(UUID consultation) {
            failing.add(consultation);
        }

        /** Happens the first time only. */
        void whenToldOf(UUID consultation, Runnable meanwhile) {
            once.put(consultation, meanwhile);
        }

        Map<UUID, Integer> told() {
            return Map.copyOf(told);
        }

        long transactions() {
            return transactions.size();
        }

        @Override
        public void prepare(Collection<UUID> consultationIds) {
            // nothing is read here
        }

        @Override
        public void tell(UUID consultationId, int scheduleRevision, String kind, String audience) {
            if (failing.contains(consultationId)) {
                throw new IllegalStateException("said by the far end");
            }
            Runnable meanwhile = once.remove(consultationId);
            if (meanwhile != null) {
                Thread other = new Thread(meanwhile);
                other.start();
                try {
                    other.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            if (!TransactionSynchronizationManager.hasResource(this)) {
                TransactionSynchronizationManager.bindResource(this, new ArrayList<UUID>());
                TransactionSynchronizationManager.registerSynchronization(new Committed());
            }
            asked().add(consultationId);
        }

        @SuppressWarnings("unchecked")
        private List<UUID> asked() {
            return (List<UUID>) TransactionSynchronizationManager.getResource(this);
        }

        private final class Committed implements TransactionSynchronization {

            @Override
            public void afterCommit() {
                transactions.add(this);
                asked().forEach(consultation -> told.merge(consultation, 1, Integer::sum));
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(Letterbox.this);
            }
        }
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
