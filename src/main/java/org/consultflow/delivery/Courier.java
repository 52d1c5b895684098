package org.consultflow.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    /** The providers of a channel, in the order in which they are to be used; never empty. */
    List<Way> waysOut(String channel);

    /** A provider of a channel, if it still is one. */
    default Optional<Way> wayOut(String channel, String provider) {
        return waysOut(channel).stream()
                .filter(way -> way.provider().equals(provider))
                .findFirst();
    }

    /**
     * Asks a provider for messages to an address.
     *
     * @param provider the one that was given the message
     * @param since by real time, with a tolerance for the provider's clock already taken off
     * @return all that the provider lists from our sender there to the address since then
     * @throws CourierException if the provider did not answer: nothing is known
     */
    List<Sighting> find(String provider, String address, Instant since);

    /** What a provider's error code means on a channel, in our words; empty if that is not known. */
    default Optional<String> meaning(String channel, int errorCode) {
        return Optional.empty();
    }

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
    record Sighting(String providerId, ReceiptStatus status, Integer errorCode, Remedy onFailure) {}

    /** The provider could not be asked. */
    class CourierException extends RuntimeException {
        public CourierException(String message) {
            super(message);
        }
    }
}
