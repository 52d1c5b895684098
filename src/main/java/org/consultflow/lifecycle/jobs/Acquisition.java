package org.consultflow.lifecycle.jobs;

import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.impl.jobexecutor.BackoffJobAcquisitionStrategy;
import org.camunda.bpm.engine.impl.jobexecutor.JobAcquisitionContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobAcquisitionStrategy;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.SequentialJobAcquisitionRunnable;

/**
 * The engine's acquisition of due jobs, reckoned in jobs. The engine reckons in batches, which are mostly of one job: of
 * {@linkplain AcquireTogether larger ones} it would think that little is due, and wait in the middle of a burst.
 */
final class Acquisition extends SequentialJobAcquisitionRunnable {

    private final Pace pace;

    Acquisition(JobExecutor jobExecutor, NextDue nextDue) {
        super(jobExecutor);
        this.pace = new Pace(jobExecutor, nextDue);
    }

    /** A thread has done what it had: it may take what was rejected. Where nothing was, this changes nothing. */
    void threadIsFree() {
        if (pace.isSaturated()) {
            jobWasAdded();
        }
    }

    @Override
    protected JobAcquisitionContext initializeAcquisitionContext() {
        return new Cycle();
    }

    @Override
    protected JobAcquisitionStrategy initializeAcquisitionStrategy() {
        return pace;
    }

    /** What came of one look. */
    static final class Cycle extends JobAcquisitionContext {

        @Override
        public boolean areAllEnginesIdle() {
            return acquiredJobsByEngine.values().stream().noneMatch(Cycle::asManyAsWanted);
        }

        private static boolean asManyAsWanted(AcquiredJobs acquired) {
            return acquired.size() + acquired.getNumberOfJobsFailedToLock()
                    >= acquired.getNumberOfJobsAttemptedToAcquire();
        }
    }

    /** When to look again, and for how many. */
    static final class Pace extends BackoffJobAcquisitionStrategy {

        /** However many jobs fall due that nobody may take; in milliseconds. */
        private static final long SHORTEST_IDLE = 10;

        /** The engine counts from when it began to look, which was before the database was asked. */
        private static final long TO_BEGIN = 5;

        private final NextDue nextDue;
        private boolean failed;
        private volatile boolean saturated;

        Pace(JobExecutor jobExecutor, NextDue nextDue) {
            super(jobExecutor);
            this.nextDue = nextDue;
        }

        @Override
        public void reconfigure(JobAcquisitionContext cycle) {
            failed = cycle.getAcquisitionException() != null;
            super.reconfigure(cycle);
            saturated = executionSaturated;
        }

        boolean isSaturated() {
            return saturated;
        }

        @Override
        protected long calculateIdleTime() {
            long usual = super.calculateIdleTime();
            // what was known then says nothing of a database that does not answer
            return failed || nextDue.until() >= usual ? usual : Math.max(SHORTEST_IDLE, nextDue.until() + TO_BEGIN);
        }

        @Override
        protected void reconfigureNumberOfJobsToAcquire(JobAcquisitionContext cycle) {
            super.reconfigureNumberOfJobsToAcquire(cycle);
            // whoever looks passes over all that is taken and not run yet: rather seldom, and for many
            if (allSubmittedJobsRejected(cycle)) {
                jobsToAcquire.replaceAll((engine, wanted) -> 0);
            }
        }

        /** One is enough: nobody looks until it has a thread. */
        @Override
        protected boolean allSubmittedJobsRejected(JobAcquisitionContext cycle) {
            return cycle.getRejectedJobsByEngine().values().stream().anyMatch(rejected -> !rejected.isEmpty());
        }
    }
}
