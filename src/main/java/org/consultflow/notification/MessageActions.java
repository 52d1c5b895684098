package org.consultflow.notification;

import java.util.Set;
import java.util.UUID;

/** What people at work may do about a message. Each act is kept in the audit, with who did it and why. */
public interface MessageActions {

    /**
     * Sends the same message once more, by a channel of the caller's choice. Consent, address and quiet hours are asked when
     * it leaves, as ever.
     *
     * @param noticeId as the timeline names it
     * @param channel one of {@link #channels()}
     * @param why the reason
     * @param actor the audit's word for who does it: {@code api}, or {@code ops:} and a user's id
     * @throws org.consultflow.consultation.ConsultationNotFoundException if there is no such consultation
     * @throws org.consultflow.consultation.InvalidRequestException if it has no such message, or no route sends the channel
     * @throws org.consultflow.consultation.StateConflictException if the message is not true any more, of no use any more, or
     *     still under way
     */
    void sendAgain(UUID consultationId, UUID noticeId, String channel, ActionReason why, String actor);

    /**
     * Somebody told it by phone: what has not left stays at home, and a task to phone about it ends.
     *
     * @param noticeId as the timeline names it
     * @param why the reason
     * @param actor as in {@link #sendAgain}
     * @throws org.consultflow.consultation.ConsultationNotFoundException if there is no such consultation
     * @throws org.consultflow.consultation.InvalidRequestException if it has no such message
     * @throws org.consultflow.consultation.StateConflictException if it has arrived, or nobody has to be told any more
     */
    void doneByPhone(UUID consultationId, UUID noticeId, ActionReason why, String actor);

    /** The channels that have a route at present. */
    Set<String> channels();
}
