package org.consultflow.lifecycle.jobs;

import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.impl.cmd.AcquireJobsCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;

/** Acquires due jobs as the engine does, and hands them on in larger batches. Jobs of one instance stay together, in order. */
final class AcquireTogether extends AcquireJobsCmd {

    private final int batchSize;

    /** @param batchSize jobs of a batch, as long as no single instance has more */
    AcquireTogether(JobExecutor jobExecutor, int jobs, int batchSize) {
        super(jobExecutor, jobs);
        this.batchSize = batchSize;
    }

    @Override
    public AcquiredJobs execute(CommandContext commandContext) {
        AcquiredJobs acquired = super.execute(commandContext);
        // the engine's own list: who could not be locked is taken out of it when the command is flushed
        List<List<String>> batches = acquired.getJobIdBatches();
        List<List<String>> ofInstances = List.copyOf(batches);
        batches.clear();
        List<String> batch = new ArrayList<>();
        for (List<String> ofInstance : ofInstances) {
            if (!batch.isEmpty() && batch.size() + ofInstance.size() > batchSize) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.addAll(ofInstance);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return acquired;
    }
}
