package org.consultflow.lifecycle;

import java.time.Duration;
import java.util.List;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.runtime.Job;
import org.consultflow.consultation.Consultation;
import org.consultflow.time.AdjustableClock;
import org.consultflow.time.TimeBound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@LifecycleTest
class HistoryCleanUpTest {

    /** As the diagrams say. */
    private static final Duration TIME_TO_LIVE = Duration.ofDays(365);

    @Autowired
    private Steps steps;

    @Autowired
    private TimeBound time;

    @Autowired
    private AdjustableClock clock;

    @Autowired
    private HistoryService history;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService management;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void fromTheBeginning() {
        steps.fromTheBeginning();
    }

    @AfterEach
    void theClockAsItWas() {
        history.findHistoryCleanupJobs().forEach(job -> management.deleteJob(job.getId()));
        time.clockMoved(clock.offset());
    }

    private void cleanUp(Duration later) {
        time.clockMoved(clock.offset().plus(later));
        String job = history.cleanUpHistoryAsync(true).getId();
        // one run takes a limited number of rows, and other tests have left theirs
        for (long before = -1, rows = historyRows(); rows != before; rows = historyRows()) {
            before = rows;
            management.executeJob(job);
        }
    }

    private long historyRows() {
        return jdbc.sql("select (select count(*) from act_hi_procinst) + (select count(*) from act_hi_varinst)"
                        + " + (select count(*) from act_hi_detail) + (select count(*) from act_hi_actinst)")
                .query(Long.class)
                .single();
    }

    private long rowsOf(Consultation visit) {
        return List.of("act_hi_procinst where business_key_ = :id", "act_hi_varinst where text_ = :id").stream()
                .mapToLong(rows -> jdbc.sql("select count(*) from " + rows)
                        .param("id", visit.id().toString())
                        .query(Long.class)
                        .single())
                .sum();
    }

    @Test
    void what_the_engine_kept_of_an_ended_visit_is_removed_when_its_time_to_live_is_over_and_not_before() {
        Consultation visit = steps.booked(steps.aConsultation());
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(visit.id().toString())
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "ended"));
        assertThat(rowsOf(visit)).isGreaterThan(1);

        cleanUp(TIME_TO_LIVE.minusDays(1));
        assertThat(rowsOf(visit)).isGreaterThan(1);

        cleanUp(TIME_TO_LIVE.plusDays(1));
        assertThat(rowsOf(visit)).isZero();
    }

    @Test
    void it_is_done_by_itself_at_night_but_not_while_a_clock_may_be_moved() {
        assertThat(settled(false).getHistoryCleanupBatchWindowStartTime()).isEqualTo("02:00");
        assertThat(settled(false).getHistoryCleanupBatchWindowEndTime()).isEqualTo("05:00");
        assertThat(settled(true).getHistoryCleanupBatchWindowStartTime()).isNull();
        assertThat(history.findHistoryCleanupJobs()).extracting(Job::getId).isEmpty();
    }

    private StandaloneInMemProcessEngineConfiguration settled(boolean adjustable) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        if (adjustable) {
            beans.addBean("clock", clock);
        }
        ObjectProvider<AdjustableClock> clocks = beans.getBeanProvider(AdjustableClock.class);
        StandaloneInMemProcessEngineConfiguration engine = new StandaloneInMemProcessEngineConfiguration();
        engine.setHistory("full");
        new EngineSettings(clocks, "02:00", "05:00").preInit(engine);
        return engine;
    }
}
