package org.consultflow.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off together what comes in while the batch before is being worked off: alone when there is little, many at once in a
 * burst. One batch at a time.
 *
 * @param <T> what comes in
 */
public final class Together<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Together.class);

    private final ConcurrentLinkedQueue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean working = new AtomicBoolean();
    private final String step;
    private final int most;
    private final Consumer<List<T>> work;

    /**
     * @param step what is done, for the log
     * @param most how many at once
     * @param work what can't be done about one of a batch is its own business: a batch that throws is not tried again
     */
    public Together(String step, int most, Consumer<List<T>> work) {
        this.step = step;
        this.most = most;
        this.work = work;
    }

    /**
     * Returns at once, unless the executor runs it in this thread, or takes nothing any more.
     *
     * @param executor works off this one and what comes meanwhile, if nobody is at it
     */
    public void add(T item, Executor executor) {
        waiting.add(item);
        if (working.compareAndSet(false, true)) {
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException stopping) {
                drain();
            }
        }
    }

    /** Works off what is waiting, in this thread: for who stops, and cannot know whether anybody is still at it. */
    public void finish() {
        for (List<T> batch = next(); !batch.isEmpty(); batch = next()) {
            work(batch);
        }
    }

    private void drain() {
        do {
            try {
                for (List<T> batch = next(); !batch.isEmpty(); batch = next()) {
                    work(batch);
                }
            } finally {
                working.set(false);
            }
            // something may have come between the last look and the flag
        } while (!waiting.isEmpty() && working.compareAndSet(false, true));
    }

    private void work(List<T> batch) {
        try {
            work.accept(batch);
        } catch (RuntimeException e) {
            // the message may hold contact data, the class does not
            LOG.error("step \"{}\" failed: {}", step, e.getClass().getName());
        }
    }

    private List<T> next() {
        List<T> batch = new ArrayList<>();
        for (T item = null; batch.size() < most && (item = waiting.poll()) != null; ) {
            batch.add(item);
        }
        return batch;
    }
}
