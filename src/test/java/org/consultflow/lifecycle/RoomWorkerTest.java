package org.consultflow.lifecycle;

import java.time.Duration;
import java.util.Date;
import java.util.List;

import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Incident;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.time.AdjustableClock;
import org.consultflow.time.TimeBound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@LifecycleTest
class RoomWorkerTest {

    @Autowired
    private Steps steps;

    @Autowired
    private Recorder recorder;

    @Autowired
    private RoomWorker rooms;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ExternalTaskService tasks;

    @Autowired
    private AdjustableClock clock;

    @Autowired
    private TimeBound time;

    private Consultation consultation;

    @BeforeEach
    void aRoomThatIsDue() {
        steps.fromTheBeginning();
        consultation = steps.booked(steps.aConsultation());
        steps.fire(consultation, "timer-room-opens");
        // so that a pause is over when the test says so, on a slow machine too
        ClockUtil.setCurrentTime(ClockUtil.now());
    }

    @AfterEach
    void engineFollowsAgain() {
        time.clockMoved(clock.offset());
    }

    @Test
    void makes_the_room_outside_of_any_transaction_and_lets_the_process_go_on() {
        rooms.work();

        assertThat(recorder.calls()).endsWith("ensure room of " + consultation.id());
        assertThat(task()).isNull();
        assertThat(steps.whereIs(consultation)).doesNotContain("task-ensure-video-room");
    }

    @Test
    void looks_at_once_when_the_engine_has_added_a_task_though_nothing_was_heard_of_for_long() {
        // of two rounds one after the other, one at most would be for looking anyway
        for (int round = 0; round < 2; round++) {
            Consultation another = steps.booked(steps.aConsultation());
            for (int quiet = 0; quiet < 70; quiet++) {
                rooms.round();
            }
            steps.fire(another, "timer-room-opens");

            rooms.round();

            assertThat(steps.whereIs(another)).doesNotContain("task-ensure-video-room");
        }
    }

    @Test
    void completes_the_room_when_the_consultation_is_cancelled() {
        rooms.work();
        steps.inTransaction(commands -> commands.cancelled(consultation));

        rooms.work();

        assertThat(recorder.calls()).endsWith("complete room of " + consultation.id());
        assertThat(steps.instanceOf(consultation)).isNull();
    }

    @Test
    void goes_on_without_a_room_that_nobody_needs_any_more() {
        recorder.failOn("ensure room", new StateConflictException("the consultation is cancelled"));

        rooms.work();

        assertThat(task()).isNull();
        assertThat(steps.whereIs(consultation)).doesNotContain("task-ensure-video-room");
    }

    @Test
    void tries_again_after_a_pause() {
        recorder.failOn("ensure room");
        rooms.work();
        rooms.work();
        assertThat(tries()).isEqualTo(1);
        assertThat(task().getRetries()).isEqualTo(3);

        recorder.mend();
        pass(RoomWorker.PAUSES.get(0).minusMillis(1));
        rooms.work();
        assertThat(tries()).isEqualTo(1);
        pass(Duration.ofMillis(1));
        rooms.work();

        assertThat(tries()).isEqualTo(2);
        assertThat(task()).isNull();
    }

    @Test
    void leaves_an_incident_without_contact_data_when_every_try_has_failed() {
        recorder.failOn("ensure room");
        rooms.work();
        for (Duration pause : RoomWorker.PAUSES) {
            pass(pause);
            rooms.work();
        }
        pass(Duration.ofHours(1));
        rooms.work();

        assertThat(tries()).isEqualTo(4);
        assertThat(runtime.createIncidentQuery()
                        .activityId("task-ensure-video-room")
                        .list())
                .extracting(Incident::getIncidentType, Incident::getIncidentMessage)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("failedExternalTask", "the provider answered 503 (20503)"));
    }

    @Test
    void leaves_a_task_alone_that_another_node_took_over_while_the_provider_was_slow() {
        recorder.meanwhile(() -> {
            pass(Duration.ofMinutes(2));
            assertThat(tasks.fetchAndLock(1, "another node")
                            .topic(RoomWorker.ENSURE, 60_000)
                            .execute())
                    .hasSize(1);
        });
        rooms.work();

        assertThat(task().getWorkerId()).isEqualTo("another node");
        assertThat(task().getRetries()).isNull();
    }

    @Test
    void says_nothing_of_an_unexpected_failure_but_its_type() {
        steps.inTransaction(commands -> commands.cancelled(consultation));
        runtime.setVariable(steps.instanceOf(consultation).getId(), "consultationId", "somebody@example.org");

        rooms.work();

        assertThat(task().getErrorMessage()).isEqualTo("unexpected IllegalArgumentException");
    }

    @Test
    void takes_the_visit_that_is_next_first() {
        Consultation sooner = Steps.moved(steps.aConsultation(), Duration.ofHours(-30));
        steps.booked(sooner);
        steps.fire(sooner, "timer-room-opens");

        List<ExternalTask> inOrder =
                tasks.createExternalTaskQuery().orderByPriority().desc().list();

        assertThat(inOrder)
                .extracting(ExternalTask::getBusinessKey)
                .containsExactly(sooner.id().toString(), consultation.id().toString());
    }

    private ExternalTask task() {
        return tasks.createExternalTaskQuery().singleResult();
    }

    private long tries() {
        return recorder.calls().stream()
                .filter(call -> call.startsWith("ensure"))
                .count();
    }

    private static void pass(Duration duration) {
        ClockUtil.setCurrentTime(Date.from(ClockUtil.now().toInstant().plus(duration)));
    }
}
