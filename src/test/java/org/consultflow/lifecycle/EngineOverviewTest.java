package org.consultflow.lifecycle;

import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.consultflow.consultation.Consultation;
import org.consultflow.lifecycle.EngineOverview.Stuck;
import org.consultflow.support.MovableClock;
import org.consultflow.time.AdjustableClock;
import org.consultflow.time.TimeBound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What is about to go wrong in the engine. */
@LifecycleTest
class EngineOverviewTest {

    @Autowired
    private Steps steps;

    @Autowired
    private Recorder recorder;

    @Autowired
    private RoomWorker rooms;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService management;

    @Autowired
    private ExternalTaskService tasks;

    @Autowired
    private AdjustableClock clock;

    @Autowired
    private TimeBound time;

    private final MovableClock now = new MovableClock(null);
    private EngineOverview overview;
    private Consultation consultation;

    @BeforeEach
    void aConsultation() {
        steps.fromTheBeginning();
        consultation = steps.booked(steps.aConsultation());
        now.set(clock.instant());
        overview = new EngineOverview(management, runtime, tasks, now);
        ClockUtil.setCurrentTime(ClockUtil.now());
    }

    @AfterEach
    void engineFollowsAgain() {
        time.clockMoved(clock.offset());
    }

    @Test
    void a_job_is_the_oldest_one_as_soon_as_it_is_due() {
        assertThat(overview.oldestDue()).isEmpty();
        Job reminder = steps.jobAt(consultation, "timer-reminder-24h");

        now.set(reminder.getDuedate().toInstant().plusSeconds(1));

        assertThat(overview.oldestDue()).hasValueSatisfying(job -> {
            assertThat(job.consultationId()).isEqualTo(consultation.id());
            assertThat(job.at()).isEqualTo(reminder.getDuedate().toInstant());
        });
    }

    @Test
    void a_job_that_failed_and_is_tried_again_is_listed_before_it_is_an_incident() {
        assertThat(overview.retrying(10)).isEmpty();
        recorder.failOn("tell", new IllegalStateException("the database is away"));
        String reminder = steps.jobAt(consultation, "timer-reminder-24h").getId();

        assertThat(catchThrowable(() -> management.executeJob(reminder))).isNotNull();

        assertThat(overview.incidents()).isZero();
        assertThat(overview.retrying(10)).extracting(Stuck::consultationId).containsExactly(consultation.id());
    }

    @Test
    void a_room_that_fails_is_listed_when_the_visit_is_within_the_hour() {
        steps.fire(consultation, "timer-room-opens");
        assertThat(overview.rooms(10)).isEmpty();
        recorder.failOn("ensure room", new IllegalStateException("not today"));
        rooms.work();

        now.set(consultation.schedule().start().minusSeconds(3601));
        assertThat(overview.rooms(10)).isEmpty();
        now.set(consultation.schedule().start().minusSeconds(3599));
        assertThat(overview.rooms(10)).extracting(Stuck::consultationId).containsExactly(consultation.id());
    }
}
