package org.consultflow.lifecycle;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

import org.apache.ibatis.mapping.BoundSql;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** How a node finds the jobs that are due, and makes them its own. */
class TakingDueJobsTest extends DueJobsFixture {

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
}
