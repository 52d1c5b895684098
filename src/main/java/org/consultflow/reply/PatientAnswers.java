package org.consultflow.reply;

import java.util.UUID;

import org.consultflow.consultation.ConsultationNotFoundException;
import org.consultflow.consultation.StateConflictException;

/**
 * What a patient may answer to a reminder, by whichever way the answer comes. Each is one transaction, or part of the
 * caller's, which is then to be repeated whole on a {@link org.springframework.dao.ConcurrencyFailureException}; see
 * {@link org.consultflow.consultation.CommandTransactions}.
 *
 * <p>Each takes the revision of the schedule that the patient was asked about, and {@code via}: how the answer came, a code
 * word such as {@code sms}, {@code whatsapp} or {@code link}.
 *
 * <p>Each throws {@link StateConflictException}, and has changed nothing, when the consultation is not confirmed (any
 * more), was rescheduled since, or its start has come; and {@link ConsultationNotFoundException} for an unknown id.
 */
public interface PatientAnswers {

    /** The patient will come. Said again, it changes nothing. */
    void confirm(UUID consultationId, int scheduleRevision, String via);

    /** The patient cancels the visit: as the command does, with the notices that follow it. */
    void cancel(UUID consultationId, int scheduleRevision, String via);

    /** The patient wants another time: the visit stands as it is, and a person at the clinic is asked to find one. */
    void askForAnotherTime(UUID consultationId, int scheduleRevision, String via);
}
