package org.consultflow.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Carries messages out of the house. Implemented by {@code channel}. Every call is made outside of any transaction and
 * returns in bounded time.
 */
public interface Courier {

    /**
     * Sends a message once; nothing below repeats it.
     *
     * @return what is known afterwards; an answer that never came is {@link Outcome.Unknown}, not an exception
     */
    Outcome send(OutgoingMessage message);

    /** The sender that this channel uses now, as a name for "one unresolved attempt per sender and recipient". */
    String sender(String channel);

    /** How many messages a second the sender that this channel uses now may send; 0 = no limit. */
    double rate(String channel);

    /** Whether the provider of this channel can be asked what became of a message. E-mail can't. */
    boolean canBeAsked(String channel);

    /**
     * Asks the provider for messages to an address.
     *
     * @param since by real time, with a tolerance for the provider's clock already taken off
     * @return all that the provider lists from this channel's sender to the address since then
     * @throws CourierException if the provider did not answer: nothing is known
     */
    List<Sighting> find(String channel, String address, Instant since);

    /** The channels that have a route at present. */
    Set<String> channels();

    /**
     * A message in the provider's list.
     *
     * @param providerId the provider's id, such as a Twilio SID
     * @param status where it stands
     * @param errorCode the provider's code, or null
     * @param onFailure what the code asks for, if the status is a failure; else null
     */
    record Sighting(String providerId, ReceiptStatus status, Integer errorCode, FailureAction onFailure) {}

    /** The provider could not be asked. */
    class CourierException extends RuntimeException {
        public CourierException(String message) {
            super(message);
        }
    }
}
