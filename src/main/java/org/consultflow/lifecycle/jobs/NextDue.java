package org.consultflow.lifecycle.jobs;

import java.util.Date;
import java.util.function.Supplier;

/**
 * When the next job falls due, as far as this node knows: who waits for it wakes at that moment, instead of looking again and
 * again and finding it late. Only ever a reason to look sooner, since others may make jobs that are due earlier. All by the
 * engine's clock, in milliseconds.
 */
final class NextDue {

    /** Reminders are planned hours ahead. */
    private static final long ASKED_EVERY = 4_000;

    private Date askedAt;
    private Date next;
    private long until = Long.MAX_VALUE;

    /**
     * Somebody looks for jobs, and there are no more; asks anew if what is known is old or past.
     *
     * @param question when a job falls due after now; null if none does
     */
    void look(Date now, Supplier<Date> question) {
        if (isOld(now) || isPast(now)) {
            next = question.get();
            askedAt = now;
        }
        until = next == null ? Long.MAX_VALUE : next.getTime() - now.getTime();
    }

    private boolean isOld(Date now) {
        return askedAt == null || Math.abs(now.getTime() - askedAt.getTime()) >= ASKED_EVERY;
    }

    private boolean isPast(Date now) {
        return next != null && !next.after(now);
    }

    /** @return how long after the last look; very long if nobody knows of any */
    long until() {
        return until;
    }
}
