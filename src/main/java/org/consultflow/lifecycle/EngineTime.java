package org.consultflow.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.externaltask.ExternalTaskQuery;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.JobQuery;
import org.consultflow.time.TimeBound;
import org.springframework.stereotype.Component;

/** The engine's part of the adjustable clock: its timers, what it carries on in the background, and the rooms' tasks. */
@Component
class EngineTime implements TimeBound {

    private static final List<String> TOPICS = List.of(RoomWorker.ENSURE, RoomWorker.COMPLETE);

    private final ManagementService management;
    private final ExternalTaskService tasks;
    private final RoomWorker rooms;
    private final Clock clock;

    EngineTime(ManagementService management, ExternalTaskService tasks, RoomWorker rooms, Clock clock) {
        this.management = management;
        this.tasks = tasks;
        this.rooms = rooms;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> nextDue() {
        Stream<Instant> now = dueNow() ? Stream.of(clock.instant()) : Stream.empty();
        return Stream.of(now, nextJob(), endOfNextPause())
                .flatMap(moments -> moments)
                .min(Instant::compareTo);
    }

    @Override
    public boolean busy() {
        // a job that is running is still there as due; the engine's clock may be a fraction of a millisecond behind
        return rooms.working() || dueNow() || nextJob().anyMatch(due -> !due.isAfter(clock.instant()));
    }

    @Override
    public void clockMoved(Duration offset) {
        ClockUtil.offset(offset.toMillis());
    }

    private boolean dueNow() {
        return jobs().executable().count() > 0
                || TOPICS.stream().anyMatch(topic -> tasks(topic).notLocked().count() > 0);
    }

    private Stream<Instant> nextJob() {
        return jobs().withRetriesLeft().orderByJobDuedate().asc().listPage(0, 1).stream()
                .map(Job::getDuedate)
                .filter(Objects::nonNull)
                .map(Date::toInstant);
    }

    private Stream<Instant> endOfNextPause() {
        return TOPICS.stream()
                .flatMap(topic -> tasks(topic).locked().orderByLockExpirationTime().asc().listPage(0, 1).stream())
                .map(ExternalTask::getLockExpirationTime)
                .map(Date::toInstant);
    }

    private JobQuery jobs() {
        return management.createJobQuery().active();
    }

    private ExternalTaskQuery tasks(String topic) {
        return tasks.createExternalTaskQuery().topicName(topic).active().withRetriesLeft();
    }
}
