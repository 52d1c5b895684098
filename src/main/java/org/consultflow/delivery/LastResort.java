package org.consultflow.delivery;

import java.time.Instant;
import java.util.UUID;

/** A person is the last channel. Implemented by {@code lifecycle}; called in the transaction that records it. */
public interface LastResort {

    /**
     * Asks a person to phone.
     *
     * @param noticeId the notification that reached nobody; asked for once each
     * @param notice what it was
     * @param reason a code word that says why, such as {@code failed-63024} or {@code no-address}: small letters, digits and
     *     hyphens, 40 at most
     * @param dueBy when the call stops to be of use
     */
    void askForCall(UUID noticeId, NoticeKey notice, String reason, Instant dueBy);

    /** Proof of arrival came after all: the call is not needed any more. */
    void callNotNeeded(UUID noticeId);

    /** Somebody said that the call was made: whoever is asked to make it need not. */
    void callMade(UUID noticeId);
}
