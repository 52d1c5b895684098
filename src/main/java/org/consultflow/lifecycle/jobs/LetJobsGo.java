package org.consultflow.lifecycle.jobs;

import java.time.Duration;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Stops the engine's jobs before anything stops that they need. The engine alone would go on taking jobs in hand for as long
 * as requests are let end, with nobody to run them, and leave all that it holds locked: other nodes would wait for the locks to
 * expire. Jobs that are under way are finished; those that are not by then are let go too, and of the two that run them only
 * one can commit, because letting go counts as a change.
 */
final class LetJobsGo implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LetJobsGo.class);

    private final JobExecutor executor;
    private final ThreadPoolTaskExecutor threads;
    private final JdbcClient jdbc;
    private final Duration patience;
    private volatile boolean running;

    /**
     * @param threads that run the executor's jobs and nothing else
     * @param patience with what is under way, in real time
     */
    LetJobsGo(JobExecutor executor, ThreadPoolTaskExecutor threads, JdbcClient jdbc, Duration patience) {
        this.executor = executor;
        this.threads = threads;
        this.jdbc = jdbc;
        this.patience = patience;
    }

    /** The engine starts its executor itself, when all else is there. */
    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        executor.shutdown();
        ThreadPoolExecutor pool = threads.getThreadPoolExecutor();
        pool.shutdown();
        pool.getQueue().clear();
        try {
            if (!pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("stopped while jobs were under way; another node runs them again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        letGo();
    }

    private void letGo() {
        try {
            // one that is just being written is not waited for
            jdbc.sql(
                            """
                            update act_ru_job set lock_owner_ = null, lock_exp_time_ = null, rev_ = rev_ + 1
                            where id_ in (select id_ from act_ru_job where lock_owner_ = :us for update skip locked)""")
                    .param("us", executor.getLockOwner())
                    .update();
        } catch (DataAccessException away) {
            LOG.warn(
                    "jobs stay locked until their locks expire: {}",
                    away.getClass().getName());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
