package org.consultflow.consultation;

import java.net.URI;
import java.util.Optional;

/** Links to the join page. Implemented by {@code video}. */
public interface JoinLinks {

    /**
     * A signed link for one participant and the present schedule.
     *
     * @param participant {@code patient} or {@code provider}
     * @return empty if the consultation has no video room
     */
    Optional<URI> linkFor(Consultation consultation, String participant);

    /** The page where camera and microphone are tried out. It is the same for everybody and knows nobody. */
    URI deviceTest();
}
