package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of the dispatcher. */
final class Crew {

    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    private Crew() {}

    static ExecutorService asManyAsNeeded() {
        return Executors.newCachedThreadPool(Crew::thread);
    }

    static ExecutorService of(int threads) {
        return Executors.newFixedThreadPool(threads, Crew::thread);
    }

    /** Has another thread for what these do not take any more: whoever hands it over has to go on. */
    static Executor whateverComes(ExecutorService crew) {
        return task -> {
            try {
                crew.execute(task);
            } catch (RejectedExecutionException stopping) {
                thread(task).start();
            }
        };
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "delivery");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Lets them finish what they have begun.
     *
     * @param patience with all of them; what is not finished by then is found as an expired lease
     */
    static void dismiss(List<ExecutorService> pools, Duration patience, Clock realTime) {
        pools.forEach(ExecutorService::shutdown);
        Instant end = realTime.instant().plus(patience);
        try {
            for (ExecutorService pool : pools) {
                Duration left = Duration.between(realTime.instant(), end);
                if (!pool.awaitTermination(left.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("stopped while calls to providers were under way; they are looked up at the next start");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
