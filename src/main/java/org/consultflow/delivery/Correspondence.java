package org.consultflow.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.consultflow.delivery.SuppressionReason.WholeChain;

/**
 * What delivery must ask before a message leaves. Implemented by {@code notification}.
 */
public interface Correspondence {

    /**
     * Reads what has to be known about these notices, as it is now, with as few questions as for one. Asked in the
     * transaction that claims them.
     */
    Dossier about(Collection<NoticeKey> notices);

    /**
     * The same, of notices that nobody else can know yet. What they are about does not change before the transaction ends: a
     * command comes either before them or finds them. Waits for nobody.
     *
     * @return does not {@linkplain Dossier#knows know} what somebody is changing at the moment
     */
    Dossier hold(Collection<NoticeKey> notices);

    /**
     * Why the message is not true any more, by whichever channel; empty if it still is. What must not be sent must not be
     * said on the phone either.
     */
    Optional<WholeChain> overtaken(NoticeKey notice);

    /**
     * The person at this address said stop on this channel.
     *
     * @param address to which the message was sent; the person may have another by now
     * @param source where it was said, such as {@code provider-21610}
     */
    void optedOut(String channel, String address, String source);

    /** What is known about some notices at one moment. Throws what is wrong with one notice when asked about that one only. */
    interface Dossier {

        /** Whether this was among what was read. */
        boolean knows(NoticeKey notice);

        /**
         * Whether the message may leave now, and where to.
         *
         * @return the address, or from when on, or the reason why not
         */
        Clearance clear(NoticeKey notice, String channel);

        /**
         * Who holds the consultation that the message is about.
         *
         * @return the id of that person; null if it is about none
         */
        UUID provider(NoticeKey notice);

        /**
         * Which words the message will be made of, see {@link Content#version()}.
         *
         * @return null if that can't be said
         */
        String words(NoticeKey notice, String channel);

        /**
         * Writes the message. Asked outside of any transaction; an exception means that the message can't be written, which
         * is a failure of this channel and no harm to any other message.
         */
        Content compose(NoticeKey notice, String channel);
    }

    /** Whether a message may leave. */
    sealed interface Clearance {}

    /**
     * It may.
     *
     * @param address number in E.164, or e-mail address
     * @param addressKey a key for the address that says nothing about it
     */
    record Clear(String address, String addressKey) implements Clearance {
        @Override
        public String toString() {
            return "Clear[" + addressKey + "]";
        }
    }

    /**
     * Not now, but later. If that is too late for the message, it may not.
     *
     * @param moment from when on it may be asked again, by the adjustable clock
     * @param reason why not now
     */
    record NotBefore(Instant moment, ThisChannel reason) implements Clearance {}

    /** It may not. */
    record Objection(SuppressionReason reason) implements Clearance {}
}
