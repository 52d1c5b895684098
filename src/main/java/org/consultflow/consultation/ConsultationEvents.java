package org.consultflow.consultation;

/**
 * What happened to a consultation, published in the transaction in which it happened, before the process is told: who
 * listens may lock delivery rows, and the engine comes last.
 */
public sealed interface ConsultationEvents {

    /** The consultation as it stands after the event. */
    Consultation consultation();

    /** The consultation was cancelled, by whomever. */
    record Cancelled(Consultation consultation) implements ConsultationEvents {}

    /** The provider declined, or did not answer in time. */
    record Declined(Consultation consultation) implements ConsultationEvents {}

    /** The consultation has a new schedule; what was planned for the earlier revision is superseded. */
    record Rescheduled(Consultation consultation) implements ConsultationEvents {}

    /** The consultation ended as completed, no-show or unknown. */
    record Ended(Consultation consultation) implements ConsultationEvents {}
}
