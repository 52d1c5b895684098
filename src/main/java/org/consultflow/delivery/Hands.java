package org.consultflow.delivery;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is in hand of one kind of work: so many at once, nothing twice. One kind that is stuck holds up no other. */
final class Hands {

    private static final Logger LOG = LoggerFactory.getLogger(Hands.class);

    private final String step;
    private final int most;
    private final Set<Object> busy = ConcurrentHashMap.newKeySet();

    Hands(String step, int most) {
        this.step = step;
        this.most = most;
    }

    int free() {
        return Math.max(0, most - busy.size());
    }

    /** Works on those that are not in hand already, as far as there is room; the others are found again. */
    <T> void each(Collection<T> ids, Consumer<T> action, Executor executor) {
        for (T id : ids) {
            if (free() > 0) {
                one(id, action, executor);
            }
        }
    }

    private <T> void one(T id, Consumer<T> action, Executor executor) {
        if (busy.add(id)) {
            try {
                executor.execute(() -> work(id, action));
            } catch (RejectedExecutionException stopping) {
                busy.remove(id);
            }
        }
    }

    private <T> void work(T id, Consumer<T> action) {
        try {
            action.accept(id);
        } catch (RuntimeException e) {
            // the row stays as it is and is found again; the message may hold contact data, the class does not
            LOG.error("step \"{}\" of {} failed: {}", step, id, e.getClass().getName());
        } finally {
            busy.remove(id);
        }
    }
}
