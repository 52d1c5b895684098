package org.consultflow.lifecycle;

import java.sql.Timestamp;
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

import org.apache.ibatis.mapping.BoundSql;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.runtime.Job;
import org.consultflow.consultation.Consultation;
import org.consultflow.notification.Notifications;
import org.consultflow.support.StatementCounter;
import org.consultflow.time.AdjustableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update act_ru_job set rev_ = rev_ + 1 where process_instance_id_ = ?",
                "update act_ru_execution set rev_ = rev_ + 1 where proc_inst_id_ = ?"
            })
    void one_that_fails_only_at_the_commit_does_so_alone_too(String somebodyElseChangesTheInstance) {
        Consultation changed = visits.get(5);
        String instance = steps.instanceOf(changed).getId();
        // this is seen when the batch is written
        letterbox.whenToldOf(changed.id(), () -> jdbc.update(somebodyElseChangesTheInstance, instance));

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
    void a_batch_costs_the_engine_a_handful_of_statements_however_many_they_are() {
        assertThat(askedWhileTheyRun())
                .as("their jobs go, their executions count on; what they need is read before")
                .hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void what_is_written_together_is_what_each_writes_alone() {
        String alone = reminderOf(visits.get(0).id()).getId();
        List<String> jobs = reminders().map(Job::getId).toList();
        executor.start();
        executor.getExecuteJobsRunnable(
                        List.of(alone), executor.getProcessEngines().get(0))
                .run();

        executor.getExecuteJobsRunnable(jobs, executor.getProcessEngines().get(0))
                .run();

        assertThat(letterbox.told()).hasSize(VISITS);
        assertThat(jdbc.queryForList(
                        """
                        select count(*) from act_ru_execution
                        group by act_id_, rev_, sequence_counter_, is_active_, is_scope_, is_concurrent_,
                            cached_ent_state_, suspension_state_""",
                        Integer.class))
                .as("of each execution of a visit there are as many alike as there are visits")
                .isNotEmpty()
                .allMatch(alike -> alike % VISITS == 0);
    }

    /** Visits are booked in another order than that in which they begin. */
    @Test
    void only_as_many_as_are_wanted_are_looked_at_however_many_are_due() {
        new TransactionTemplate(transactions).executeWithoutResult(filled -> {
            jdbc.update(
                    """
                    insert into act_ru_job (id_, rev_, type_, retries_, exclusive_, suspension_state_, process_instance_id_, duedate_)
                    select 'due-' || n, 1, 'timer', 3, true, 1, 'of-' || n, timestamp '2030-01-01' + n * interval '1 minute'
                    from generate_series(1, 10000) n order by md5(cast(n as text))""");
            jdbc.execute("analyze act_ru_job");
            for (String now : List.of("2030-01-01T00:20:00Z", "2030-01-03T00:00:00Z")) {
                assertThat(planToTakeFifty(Instant.parse(now)))
                        .as("twenty due, or thousands")
                        .contains("consultflow_job_due")
                        .doesNotContain("Sort");
            }
            filled.setRollbackOnly();
        });
    }

    private String planToTakeFifty(Instant now) {
        Map<String, Object> asked =
                Map.of("most", 50, "owner", "me", "now", Date.from(now), "until", Date.from(now.plusSeconds(300)));
        BoundSql sql = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getSqlSessionFactory()
                .getConfiguration()
                .getMappedStatement("org.consultflow.lifecycle.jobs.Statements.acquire")
                .getBoundSql(new ListQueryParameterObject(asked, 0, 1));
        Object[] values = sql.getParameterMappings().stream()
                .map(parameter -> asked.get(parameter.getProperty().replace("parameter.", "")))
                .map(value -> value instanceof Date date ? new Timestamp(date.getTime()) : value)
                .toArray();
        return String.join("\n", jdbc.queryForList("explain " + sql.getSql(), String.class, values));
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
