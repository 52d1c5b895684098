package org.consultflow.sandbox.twilio;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the stand-in still has to do, and when, by real time. */
final class Work {

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(2, task -> {
        Thread thread = new Thread(task, "sandbox-twilio");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger underWay = new AtomicInteger();

    /** Something begins; {@link #end()} has to follow. */
    void begin() {
        underWay.incrementAndGet();
    }

    void end() {
        underWay.decrementAndGet();
    }

    boolean isUnderWay() {
        return underWay.get() > 0;
    }

    /** Does something later; what is still waiting when the stand-in stops is dropped. */
    void later(Duration wait, Supplier<? extends CompletionStage<?>> task) {
        begin();
        try {
            scheduler.schedule(() -> run(task), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            end();
        }
    }

    private void run(Supplier<? extends CompletionStage<?>> task) {
        CompletionStage<?> done;
        try {
            done = task.get();
        } catch (RuntimeException failure) {
            done = CompletableFuture.failedFuture(failure);
        }
        done.whenComplete((any, failure) -> end());
    }

    ScheduledThreadPoolExecutor executor() {
        return scheduler;
    }

    void stop() {
        scheduler.shutdownNow();
    }
}
