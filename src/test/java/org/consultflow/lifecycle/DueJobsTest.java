package org.consultflow.lifecycle;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.camunda.bpm.engine.runtime.Job;
import org.consultflow.consultation.Consultation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Many timers that fall due at the same moment, run by the job executor itself. */
class DueJobsTest extends DueJobsFixture {

    @Test
    void they_run_many_in_a_transaction_and_each_once() {
        whenTheyFallDue();

        Awaitility.await().until(() -> letterbox.told().size() == VISITS);
        assertThat(letterbox.told().values()).allMatch(times -> times == 1);
        assertThat(letterbox.transactions())
                .as("twenty reminders with a hundred to a batch")
                .isLessThanOrEqualTo(3);
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

    private List<Integer> retriesOf(UUID consultation) {
        return Stream.ofNullable(reminderOf(consultation)).map(Job::getRetries).toList();
    }
}
