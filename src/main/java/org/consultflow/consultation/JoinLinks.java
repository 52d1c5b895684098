package org.consultflow.consultation;

import java.net.URI;
import java.util.Optional;

/** Links to the page by which a participant joins. Implemented by {@code video}. */
public interface JoinLinks {

    /**
     * The link for one participant and the consultation's current schedule; a new schedule revision revokes it. The same
     * question has the same answer, so that a message that is written twice says the same.
     *
     * @param consultation which consultation, as it stands
     * @param participant {@code patient} or {@code provider}
     * @return an absolute address without personal data; empty when the type has no video room
     * @throws IllegalArgumentException for another participant
     */
    Optional<URI> linkFor(Consultation consultation, String participant);
}
