package org.consultflow.consultation;

import java.net.URI;
import java.util.UUID;

/** Links to the lists of sessions that patients and providers have. Implemented by {@code video}. */
public interface SessionLists {

    /**
     * A signed link to a person's own list of what is ahead, good for 30 days of real time: whoever has it may join as them.
     *
     * @param personId whose list
     * @param participant {@code patient} or {@code provider}
     * @throws IllegalArgumentException if it is another word
     */
    URI linkFor(UUID personId, String participant);
}
