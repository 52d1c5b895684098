package org.consultflow.consultation;

/**
 * What is known of who was there. Implemented by {@code video} and {@code voice}; consulted when the planned end has passed and nobody said
 * how the session went.
 */
public interface SessionEvidence {

    /** COMPLETED, NO_SHOW or, if not enough is known to say either, UNKNOWN. */
    ConsultationStatus outcomeOf(Consultation consultation);

    /** Whether something known here keeps others from calling the patient a no-show. */
    default boolean speaksForPatient(Consultation consultation) {
        return false;
    }
}
