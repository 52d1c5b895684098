package org.consultflow.consultation;

import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** Links to the join page. Implemented by {@code video}. */
public interface JoinLinks {

    /**
     * A signed link for one participant and the present schedule.
     *
     * @param participant {@code patient} or {@code provider}
     * @return empty if the consultation has no video room
     */
    Optional<URI> linkFor(Consultation consultation, String participant);

    /**
     * The same for whoever writes many: what has to be asked about these consultations is asked at once, now.
     *
     * @param consultationIds the only ones for which the answer can be asked for links
     */
    JoinLinks about(Collection<UUID> consultationIds);

    /** The page where camera and microphone are tried out. It is the same for everybody and knows nobody. */
    URI deviceTest();
}
