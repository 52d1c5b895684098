package org.consultflow.lifecycle.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.management.Metrics;

/**
 * Runs jobs in one command, the earliest due first.
 *
 * @see RunDueJobs
 */
final class RunTogether implements Command<List<String>> {

    private static final Comparator<JobEntity> EARLIEST_FIRST = Comparator.comparing(
                    JobEntity::getDuedate, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(JobEntity::getId);

    private final List<String> jobIds;

    private final Consumer<Set<String>> prepare;

    /** @param prepare told the business keys of the instances that are about to run */
    RunTogether(List<String> jobIds, Consumer<Set<String>> prepare) {
        this.jobIds = jobIds;
        this.prepare = prepare;
    }

    /** @return the jobs that have to run alone */
    @Override
    public List<String> execute(CommandContext commandContext) {
        List<String> alone = new ArrayList<>();
        // one that is not there any more was cancelled after it was acquired
        List<JobEntity> jobs = InstancesAhead.of(commandContext).jobs(jobIds).stream()
                .sorted(EARLIEST_FIRST)
                .toList();
        prepare.accept(businessKeys(jobs, commandContext));
        for (JobEntity job : jobs) {
            if (mayRunWithOthers(job)) {
                run(job, commandContext);
            } else {
                alone.add(job.getId());
            }
        }
        commandContext
                .getProcessEngineConfiguration()
                .getMetricsRegistry()
                .markOccurrence(Metrics.JOB_SUCCESSFUL, jobs.size() - alone.size());
        return alone;
    }

    private static Set<String> businessKeys(List<JobEntity> jobs, CommandContext commandContext) {
        return jobs.stream()
                .map(JobEntity::getProcessInstanceId)
                .filter(Objects::nonNull)
                .distinct()
                // read ahead: no question to the database
                .map(commandContext.getExecutionManager()::findExecutionById)
                .filter(Objects::nonNull)
                .map(ExecutionEntity::getBusinessKey)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** The engine's own jobs, such as its clean-up, and cycles have listeners that count on a transaction of their own. */
    private static boolean mayRunWithOthers(JobEntity job) {
        boolean cycle = job instanceof TimerEntity timer && timer.getRepeat() != null;
        return job.getExecutionId() != null && !cycle;
    }

    private static void run(JobEntity job, CommandContext commandContext) {
        Context.getJobExecutorContext().setCurrentJob(job);
        commandContext.setCurrentJob(job);
        try {
            job.execute(commandContext);
        } finally {
            Context.getJobExecutorContext().setCurrentJob(null);
        }
    }
}
