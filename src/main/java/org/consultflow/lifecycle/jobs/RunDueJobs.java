package org.consultflow.lifecycle.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a batch of jobs in one transaction. If it fails anywhere, at its commit included, it is rolled back whole and each job
 * runs alone, as the engine would have done: only a job that fails alone has used up one of its retries, and the others are
 * neither held up nor repeated.
 */
final class RunDueJobs extends ExecuteJobsRunnable {

    private static final Logger LOG = LoggerFactory.getLogger(RunDueJobs.class);

    private final Messages messages;
    private final Runnable done;

    /** @param done told when they have run, or could not */
    RunDueJobs(List<String> jobIds, ProcessEngineImpl processEngine, Messages messages, Runnable done) {
        super(jobIds, processEngine);
        this.messages = messages;
        this.done = done;
    }

    /** What jobs mostly do is to ask for messages. */
    interface Messages {

        /** Runs jobs as soon as what so many of them ask for can leave; after a moment at the latest. */
        List<String> inTurn(int jobs, Supplier<List<String>> run);

        /** Told the business keys of the instances that are about to run, in their transaction. */
        void prepare(Set<String> businessKeys);
    }

    @Override
    public void run() {
        try {
            runAll();
        } finally {
            done.run();
        }
    }

    private void runAll() {
        if (jobIds.size() == 1 || !jobExecutor.isActive()) {
            super.run();
            return;
        }
        List<String> left = together();
        if (!left.isEmpty()) {
            new ExecuteJobsRunnable(left, processEngine).run();
        }
    }

    /** @return the jobs that are still to run, those included that this batch has made */
    private List<String> together() {
        CommandExecutor commands = processEngine.getProcessEngineConfiguration().getCommandExecutorTxRequired();
        JobExecutorContext context = new JobExecutorContext();
        Context.setJobExecutorContext(context);
        try {
            List<String> left = new ArrayList<>(
                    messages.inTurn(jobIds.size(), () -> commands.execute(new RunTogether(jobIds, messages::prepare))));
            left.addAll(context.getCurrentProcessorJobQueue());
            return left;
        } catch (RuntimeException oneSpoilsAll) {
            LOG.debug(
                    "{} jobs run one by one after {}",
                    jobIds.size(),
                    oneSpoilsAll.getClass().getName());
            return jobIds;
        } finally {
            Context.removeJobExecutorContext();
        }
    }
}
