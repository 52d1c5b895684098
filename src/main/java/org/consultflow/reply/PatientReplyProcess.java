package org.consultflow.reply;

import java.time.Instant;
import java.util.UUID;

/**
 * Asks a person at the clinic to answer. Implemented by {@code lifecycle}; called in the transaction that keeps what was
 * written, so that neither is there without the other.
 */
public interface PatientReplyProcess {

    /**
     * Sees to it that somebody is asked: does nothing if the task is there already.
     *
     * @param replyId what is to be answered
     * @param consultationId the visit it is about; null if that is not known
     * @param reason a code word: {@code unclear}, {@code several-visits} …
     * @param dueBy when it should be answered
     * @throws org.springframework.dao.OptimisticLockingFailureException if the engine is at it at the same time
     */
    void ask(UUID replyId, UUID consultationId, String reason, Instant dueBy);
}
