package org.consultflow.consultation;

import java.net.URI;
import java.util.Optional;

/** Links to the page where a patient answers a reminder. Implemented by {@code reply}. */
public interface AnswerLinks {

    /**
     * A signed link for the patient and the present schedule. It can be used once.
     *
     * @param kind of the message in which it stands: each has a link of its own
     * @return empty if there is nothing to answer: the consultation is not confirmed, or its start has come
     */
    Optional<URI> linkFor(Consultation consultation, String kind);
}
