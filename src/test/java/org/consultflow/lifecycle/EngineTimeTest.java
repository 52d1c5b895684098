package org.consultflow.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.consultflow.consultation.Consultation;
import org.consultflow.time.AdjustableClock;
import org.consultflow.time.ClockOffsets;
import org.consultflow.time.TimeBound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@LifecycleTest
class EngineTimeTest {

    @Autowired
    private Steps steps;

    @Autowired
    private Recorder recorder;

    @Autowired
    private TimeBound time;

    @Autowired
    private AdjustableClock clock;

    @Autowired
    private ClockOffsets offsets;

    @Autowired
    private RoomWorker rooms;

    @Autowired
    private EmbeddedPostgres postgres;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void fromTheBeginning() {
        steps.fromTheBeginning();
    }

    @AfterEach
    void engineFollowsAgain() {
        time.clockMoved(clock.offset());
    }

    @Test
    void nothing_is_due_where_nothing_runs() {
        assertThat(time.nextDue()).isEmpty();
        assertThat(time.busy()).isFalse();
    }

    @Test
    void the_next_thing_is_the_earliest_timer() {
        Consultation booked = steps.booked(steps.aConsultation());

        assertThat(time.nextDue()).contains(booked.schedule().start().minus(Duration.ofHours(24)));
        assertThat(time.busy()).isFalse();
    }

    @Test
    void a_timer_that_has_come_due_is_busy_until_it_has_run() {
        Consultation booked = steps.booked(steps.aConsultation());

        moveTo(booked.schedule().start().minus(Duration.ofHours(24)));
        assertThat(time.busy()).isTrue();
        assertThat(time.nextDue().orElseThrow()).isBeforeOrEqualTo(clock.instant());

        steps.fire(booked, "timer-reminder-24h");
        assertThat(time.busy()).isFalse();
        assertThat(time.nextDue()).contains(booked.schedule().start().minus(Duration.ofHours(1)));
    }

    @Test
    void what_is_carried_on_in_the_background_is_due_now() {
        Consultation booked = steps.booked(steps.aConsultation());
        steps.fire(booked, "timer-start");

        assertThat(time.nextDue().orElseThrow()).isBeforeOrEqualTo(clock.instant());
        assertThat(time.busy()).isTrue();
    }

    @Test
    void a_room_is_busy_until_it_is_made() {
        Consultation booked = steps.booked(steps.aConsultation());
        steps.fire(booked, "timer-room-opens");
        assertThat(time.busy()).isTrue();

        rooms.work();

        assertThat(time.busy()).isFalse();
    }

    @Test
    void a_room_that_failed_is_next_when_its_pause_is_over() {
        Consultation booked = steps.booked(steps.aConsultation());
        steps.fire(booked, "timer-room-opens");
        recorder.failOn("ensure room");
        Instant before = Instant.ofEpochMilli(clock.millis()).minusMillis(1);

        rooms.work();

        Duration pause = RoomWorker.PAUSES.get(0);
        assertThat(time.busy()).isFalse();
        assertThat(time.nextDue().orElseThrow())
                .isBetween(before.plus(pause), clock.instant().plus(pause));
    }

    @Test
    void a_room_that_failed_for_good_holds_up_nothing() {
        Consultation booked = steps.booked(steps.aConsultation());
        steps.fire(booked, "timer-room-opens");
        recorder.failOn("ensure room");
        rooms.work();
        for (Duration pause : RoomWorker.PAUSES) {
            moveTo(clock.instant().plus(pause).plusSeconds(1));
            rooms.work();
        }

        assertThat(time.busy()).isFalse();
        assertThat(time.nextDue()).contains(booked.schedule().start().minus(Duration.ofHours(24)));
    }

    @Test
    void a_job_that_failed_for_good_holds_up_nothing() {
        Consultation booked = steps.booked(steps.aConsultation());
        steps.jobAt(booked, "timer-reminder-24h");
        jdbc.sql("update act_ru_job set retries_ = 0").update();

        assertThat(time.nextDue()).isEmpty();
        assertThat(time.busy()).isFalse();
    }

    @Test
    void the_engine_goes_by_the_adjustable_clock() {
        moveTo(clock.instant().plus(Duration.ofDays(3)));

        assertEngineFollows(clock);
    }

    @Test
    void the_offset_is_there_again_before_the_engine_starts_and_gone_when_it_has_stopped() {
        moveTo(clock.instant().plus(Duration.ofDays(3)));
        offsets.store(clock.offset());
        ClockUtil.reset();

        try (ConfigurableApplicationContext restarted = restart()) {
            AdjustableClock again = restarted.getBean(AdjustableClock.class);
            assertThat(again.offset()).isEqualTo(clock.offset().truncatedTo(ChronoUnit.MILLIS));
            assertThat(restarted.getBean(Restarted.class).seenAtStart).allSatisfy(seen -> assertThat(seen.toInstant())
                    .isAfter(clock.instant().minus(Duration.ofHours(1))));
            assertEngineFollows(again);
        }

        assertThat(ClockUtil.now().toInstant())
                .isBefore(clock.instant().minus(Duration.ofDays(3)).plusSeconds(1));
    }

    @Test
    void the_jobs_due_date_has_an_index() {
        assertThat(jdbc.sql("select indexdef from pg_indexes where indexname = 'consultflow_job_due'")
                        .query(String.class)
                        .single())
                .contains("act_ru_job")
                .contains("duedate_");
    }

    private void moveTo(Instant moment) {
        time.clockMoved(clock.advanceTo(moment));
    }

    private static void assertEngineFollows(AdjustableClock clock) {
        Instant before = clock.instant().minusMillis(2);
        Instant engine = ClockUtil.now().toInstant();
        assertThat(engine).isBetween(before, clock.instant());
    }

    private ConfigurableApplicationContext restart() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of(
                        "consultflow.clock=adjustable",
                        "camunda.bpm.job-execution.enabled=false",
                        "consultflow.lifecycle.worker-interval=24h")
                .applyTo(context);
        new ConfigDataApplicationContextInitializer().initialize(context);
        context.registerBean(DataSource.class, () -> postgres.getPostgresDatabase());
        context.register(LifecycleContext.class, Restarted.class);
        context.refresh();
        return context;
    }

    /** Notes the engine's time as the engine starts. */
    @Configuration(proxyBeanMethods = false)
    static class Restarted {

        private final List<Date> seenAtStart = new ArrayList<>();

        @Bean
        ProcessEnginePlugin notesTheTime() {
            return new AbstractProcessEnginePlugin() {
                @Override
                public void postInit(ProcessEngineConfigurationImpl engine) {
                    seenAtStart.add(ClockUtil.now());
                }
            };
        }
    }
}
