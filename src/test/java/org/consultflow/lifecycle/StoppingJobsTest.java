package org.consultflow.lifecycle;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.consultflow.consultation.Consultation;
import org.consultflow.support.TestDatabase;
import org.consultflow.time.AdjustableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** One of two nodes is stopped while timers are due and under way. */
class StoppingJobsTest {

    private static final int VISITS = 20;
    private static final int BATCH = 5;
    private static final long PATIENCE = 60;

    private final Letterbox letterbox = new Letterbox();
    private final CountDownLatch underWay = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicBoolean stoodStill = new AtomicBoolean();
    private final List<Consultation> visits = new ArrayList<>();
    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final List<AnnotationConfigApplicationContext> nodes = new ArrayList<>();
    private AnnotationConfigApplicationContext stopped;
    private AnnotationConfigApplicationContext other;

    @AfterEach
    void nothingRunsAnyMore() {
        goOn.countDown();
        nodes.forEach(AnnotationConfigApplicationContext::close);
    }

    @Test
    void the_batch_under_way_is_finished_and_all_else_is_for_the_other_node_at_once() throws Exception {
        twoNodesOfWhichOneFinishesWithin("20s");
        aBatchIsUnderWay();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(stopped::close);
        Awaitility.await().until(() -> !executor(stopped).isActive());
        assertThat(closed).isNotDone();
        assertThat(letterbox.told()).isEmpty();
        goOn.countDown();
        closed.get(PATIENCE, TimeUnit.SECONDS);

        assertThat(letterbox.told()).as("the batch and nothing more").hasSize(BATCH);
        assertThat(locked()).isZero();
        executor(other).start();
        eachIsToldOnce();
    }

    @Test
    void a_batch_that_does_not_end_in_time_is_run_by_the_other_node_and_by_it_alone() throws Exception {
        twoNodesOfWhichOneFinishesWithin("100ms");
        aBatchIsUnderWay();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(stopped::close);
        executor(other).start();
        eachIsToldOnce();
        goOn.countDown();
        closed.get(PATIENCE, TimeUnit.SECONDS);

        eachIsToldOnce();
        assertThat(locked()).isZero();
    }

    private void twoNodesOfWhichOneFinishesWithin(String patience) {
        stopped = node(patience);
        other = node("20s");
    }

    /** The one node has taken all that is due in hand, and stands still in the first of its batches. */
    private void aBatchIsUnderWay() throws InterruptedException {
        Steps steps = stopped.getBean(Steps.class);
        steps.fromTheBeginning();
        visits.addAll(steps.bookedForTheSameHour(VISITS));
        letterbox.clear();
        visits.forEach(visit -> {
            letterbox.whenToldOf(visit.id(), this::standStillOnce);
            isDue(visit.id());
        });
        executor(stopped).start();
        assertThat(underWay.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        assertThat(locked()).as("taken in hand").isEqualTo(VISITS);
    }

    private void standStillOnce() {
        if (stoodStill.compareAndSet(false, true)) {
            underWay.countDown();
            await(goOn);
        }
    }

    private void isDue(UUID visit) {
        ManagementService management = stopped.getBean(ManagementService.class);
        String job = management
                .createJobQuery()
                .processInstanceId(jdbc.sql("select id_ from act_ru_execution where business_key_ = :id")
                        .param("id", visit.toString())
                        .query(String.class)
                        .single())
                .activityId("timer-reminder-24h")
                .singleResult()
                .getId();
        management.setJobDuedate(
                job, Date.from(stopped.getBean(AdjustableClock.class).instant().minusSeconds(1)));
    }

    private void eachIsToldOnce() {
        Awaitility.await().until(() -> letterbox.told().size() == VISITS);
        assertThat(letterbox.told().values()).allMatch(times -> times == 1);
    }

    private int locked() {
        return jdbc.sql("select count(*) from act_ru_job where lock_owner_ is not null")
                .query(Integer.class)
                .single();
    }

    private static JobExecutor executor(AnnotationConfigApplicationContext node) {
        return node.getBean(JobExecutor.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AnnotationConfigApplicationContext node(String finishWithin) {
        AnnotationConfigApplicationContext node = new AnnotationConfigApplicationContext();
        TestPropertyValues.of(
                        "consultflow.clock=adjustable",
                        "consultflow.lifecycle.worker-interval=24h",
                        "consultflow.engine.jobs-in-one-transaction=" + BATCH,
                        "consultflow.engine.finish-within=" + finishWithin,
                        // one batch runs and the others wait for its thread
                        "camunda.bpm.job-execution.core-pool-size=1",
                        "camunda.bpm.job-execution.max-pool-size=1")
                .applyTo(node);
        new ConfigDataApplicationContextInitializer().initialize(node);
        node.registerBean(DataSource.class, (Supplier<DataSource>) () -> database);
        node.registerBean("letterbox", Letterbox.class, () -> letterbox, bean -> bean.setPrimary(true));
        node.register(LifecycleContext.class, Jobs.class);
        nodes.add(node);
        node.refresh();
        return node;
    }

    @TestConfiguration(proxyBeanMethods = false)
    @ComponentScan("org.consultflow.lifecycle.jobs")
    static class Jobs {}
}
