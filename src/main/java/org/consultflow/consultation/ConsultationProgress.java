package org.consultflow.consultation;

import java.util.UUID;

/**
 * What the process may do to a consultation: the use cases behind its tasks. Each runs in the engine's transaction, locks
 * the consultation first, and changes nothing if it stands there already.
 */
public interface ConsultationProgress {

    /** The booking waits for its payment. */
    void awaitPayment(UUID consultationId);

    /** Everything needed is there: the consultation takes place. */
    void confirm(UUID consultationId);

    /** The patient said that they will come. @param via how it was said, a code word; or null */
    void recordAttendance(UUID consultationId, String via);

    /** The provider did not answer in time: the request counts as declined. */
    void declineUnanswered(UUID consultationId);

    /** The payment did not come in time: the booking is cancelled by the clinic. */
    void cancelUnpaid(UUID consultationId);

    /** The start has come. */
    void openSession(UUID consultationId);

    /**
     * The session is over. An outcome that was told by a command stands; else it is taken from what is known of who was
     * there.
     *
     * @return COMPLETED, NO_SHOW or UNKNOWN
     */
    ConsultationStatus closeSession(UUID consultationId);
}
