package org.consultflow.consultation;

/**
 * What the commands need of the process that carries a consultation. Implemented by {@code lifecycle}. Each call runs in
 * the caller's transaction, after the consultation's row is locked and written.
 *
 * <p>Each throws {@link org.springframework.dao.OptimisticLockingFailureException} when the engine moved the same
 * instance at the same time: the command is then tried again whole. Each throws {@link ProcessSuspendedException} when ops
 * have suspended what it needs.
 */
public interface ConsultationProcess {

    /**
     * What is told to processes in these calls is written all at once at their end: many new consultations cost little more
     * than one. What is thrown by one of them, or by the writing, is thrown here.
     */
    default void together(Runnable calls) {
        calls.run();
    }

    /** Starts the process of a new consultation; its business key is the consultation's id. */
    void start(Consultation booked);

    /** The provider accepted. */
    void accepted(Consultation consultation);

    /** The provider declined. */
    void declined(Consultation consultation);

    /** The payment came in. */
    void paid(Consultation consultation);

    /** The patient said that they will come; the process records it. @param via how it was said, a code word */
    void patientConfirmed(Consultation consultation, String via);

    /** There is a new schedule: its timers replace the old ones. */
    void rescheduled(Consultation consultation);

    /** Somebody cancelled. */
    void cancelled(Consultation consultation);

    /** The session is over and its outcome is known. */
    void sessionEnded(Consultation consultation);
}
