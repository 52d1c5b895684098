package org.consultflow.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.delivery.Chains;
import org.consultflow.delivery.SuppressionReason.WholeChain;

/**
 * What holds for a kind of message. Plain: consultation and moment in, answer out.
 *
 * @param trueWhile the statuses of the consultation in which the message is true
 * @param everyRevision whether it stays true when the consultation is rescheduled
 * @param until when it stops to be of use
 * @param patient by which channels the patient is told; null: as the reminder plan says
 * @param provider by which channels the provider is told
 * @param urgentPatient by which channels the patient is told when the start is near and somebody else decided; null: as
 *     ever
 * @param callIfUnreached whether a person phones if nobody could be reached
 */
record KindRule(
        Set<ConsultationStatus> trueWhile,
        boolean everyRevision,
        Until until,
        Chains patient,
        Chains provider,
        Chains urgentPatient,
        boolean callIfUnreached) {

    private static final Duration NEAR = Duration.ofHours(24);
    private static final Duration AFTERWARDS = Duration.ofDays(7);

    /** When a message stops to be of use. */
    enum Until {
        START,
        END,
        WEEK_AFTER_END,
        ACCEPTANCE_DUE,
        PAYMENT_DUE
    }

    /** Why the message is not true; null if it is. */
    WholeChain objection(Consultation consultation, int scheduleRevision) {
        ConsultationStatus status = consultation.status();
        if (!trueWhile.contains(status)) {
            boolean calledOff = status == ConsultationStatus.CANCELLED || status == ConsultationStatus.DECLINED;
            return calledOff ? WholeChain.CANCELLED : WholeChain.SUPERSEDED;
        }
        boolean moved = consultation.schedule().revision() != scheduleRevision;
        return moved && !everyRevision ? WholeChain.SUPERSEDED : null;
    }

    /** When the message stops to be of use. */
    Instant deadline(Consultation consultation) {
        Instant start = consultation.schedule().start();
        Instant end = consultation.schedule().end();
        return switch (until) {
            case START -> start;
            case END -> end;
            case WEEK_AFTER_END -> end.plus(AFTERWARDS);
            case ACCEPTANCE_DUE -> consultation.acceptanceDueAt() == null ? start : consultation.acceptanceDueAt();
            case PAYMENT_DUE ->
                consultation.paymentTerms() == null
                        ? start
                        : consultation.paymentTerms().dueBy();
        };
    }

    /** By which channels the patient is told now. */
    Chains patientChains(Consultation consultation, boolean patientDecided, Instant now) {
        boolean near = now.plus(NEAR).isAfter(consultation.schedule().start());
        return urgentPatient != null && near && !patientDecided ? urgentPatient : patient;
    }
}
