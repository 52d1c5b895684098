package org.consultflow.notification;

import java.util.Collection;
import java.util.UUID;

/** Decides what is told to whom. The delegates of the process call this and nothing else. */
public interface Notifications {

    /**
     * Tells somebody something, of the schedule that the consultation has now. Only writes rows, in the caller's transaction;
     * asking twice for the same is asking once.
     *
     * @param consultationId what it is about
     * @param kind a name: {@code confirmation}, or a row of the reminder plan
     * @param audience {@code patient}, {@code provider} or {@code both}
     * @throws IllegalArgumentException if the audience is none of these
     */
    void tell(UUID consultationId, String kind, String audience);

    /**
     * About these something is going to be told in the present transaction: what is needed for that is read at once, and who
     * would change one of them waits until it ends.
     *
     * @param consultationIds those that are not there are passed over
     */
    void prepare(Collection<UUID> consultationIds);
}
