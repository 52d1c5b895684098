package org.consultflow.consultation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of who was there. Implemented by {@code video} and {@code voice}; consulted when the planned end has passed and nobody said
 * how the session went.
 */
public interface SessionEvidence {

    /** COMPLETED, NO_SHOW or, if not enough is known to say either, UNKNOWN. */
    ConsultationStatus outcomeOf(Consultation consultation);

    /** By what the two meet of whom this knows, a label of metrics such as {@code video}; none if that is not known here. */
    default Optional<String> medium() {
        return Optional.empty();
    }

    /**
     * How long patient and provider were together, as far as it is known; zero if they were not, or nothing is known.
     *
     * @param now who has not left is there until then; by the adjustable clock
     */
    default Duration together(Consultation consultation, Instant now) {
        return Duration.ZERO;
    }

    /** Whether something known here keeps others from calling the patient a no-show. */
    default boolean speaksForPatient(Consultation consultation) {
        return false;
    }
}
