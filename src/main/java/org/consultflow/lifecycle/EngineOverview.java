package org.consultflow.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.stereotype.Component;

/** How the engine stands: jobs and rooms that are about to go wrong. Whoever asks as a user gets what that user may read. */
@Component
public class EngineOverview {

    private static final Duration HOUR = Duration.ofHours(1);

    private final ManagementService management;
    private final RuntimeService runtime;
    private final ExternalTaskService externalTasks;
    private final Clock clock;

    EngineOverview(
            ManagementService management, RuntimeService runtime, ExternalTaskService externalTasks, Clock clock) {
        this.management = management;
        this.runtime = runtime;
        this.externalTasks = externalTasks;
        this.clock = clock;
    }

    /**
     * Jobs that failed and will be tried again: not yet incidents. The pause before a try is less than an hour.
     *
     * @param most how many at most, the next one first
     */
    public List<Stuck> retrying(int most) {
        return management
                .createJobQuery()
                .withException()
                .withRetriesLeft()
                .duedateLowerThan(Date.from(clock.instant().plus(HOUR)))
                .orderByJobDuedate()
                .asc()
                .listPage(0, most)
                .stream()
                .map(job -> stuck(job, job.getRetries() + " tries left"))
                .toList();
    }

    /** The job that should have run first of all. */
    public Optional<Stuck> oldestDue() {
        return management
                .createJobQuery()
                .active()
                .withRetriesLeft()
                .duedateLowerThan(Date.from(clock.instant()))
                .orderByJobDuedate()
                .asc()
                .listPage(0, 1)
                .stream()
                .findFirst()
                .map(job -> stuck(job, null));
    }

    /** How many there are, of whatever kind. */
    public long incidents() {
        return runtime.createIncidentQuery().count();
    }

    /**
     * Visits that start within the next hour, and whose room could not be made so far.
     *
     * @param most how many at most
     */
    public List<Stuck> rooms(int most) {
        return externalTasks.createExternalTaskQuery().topicName(RoomWorker.ENSURE).listPage(0, most).stream()
                .filter(task -> task.getErrorMessage() != null)
                .map(this::stuck)
                .filter(room ->
                        room.at() != null && room.at().isBefore(clock.instant().plus(HOUR)))
                .toList();
    }

    private Stuck stuck(ExternalTask task) {
        Map<String, Object> variables = runtime.getVariables(
                task.getProcessInstanceId(),
                List.of(ConsultationVariables.CONSULTATION_ID, ConsultationVariables.STARTS_AT));
        Date start = (Date) variables.get(ConsultationVariables.STARTS_AT);
        String left = Objects.equals(task.getRetries(), 0) ? "no tries left" : task.getRetries() + " tries left";
        return new Stuck(
                id((String) variables.get(ConsultationVariables.CONSULTATION_ID)),
                task.getProcessInstanceId(),
                task.getActivityId(),
                start == null ? null : start.toInstant(),
                left);
    }

    private Stuck stuck(Job job, String detail) {
        String key = job.getProcessInstanceId() == null
                ? null
                : Optional.ofNullable(runtime.createProcessInstanceQuery()
                                .processInstanceId(job.getProcessInstanceId())
                                .singleResult())
                        .map(instance -> instance.getBusinessKey())
                        .orElse(null);
        return new Stuck(
                id(key),
                job.getProcessInstanceId(),
                job.getFailedActivityId(),
                job.getDuedate() == null ? null : job.getDuedate().toInstant(),
                detail);
    }

    private static UUID id(String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException other) {
            return null;
        }
    }

    /**
     * What does not go on as it should.
     *
     * @param consultationId null if it is about none
     * @param element id in the diagram, if known
     * @param at when it is due, or the visit starts, by the adjustable clock
     * @param detail in words
     */
    public record Stuck(UUID consultationId, String processInstanceId, String element, Instant at, String detail) {}
}
