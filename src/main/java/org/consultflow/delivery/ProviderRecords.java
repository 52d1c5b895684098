package org.consultflow.delivery;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/**
 * What a provider has in its own books about one message. Implemented by {@code channel}. Every call is made outside of any
 * transaction and returns in bounded time.
 */
public interface ProviderRecords {

    /**
     * Asks for one message.
     *
     * @param provider the one that was given the message
     * @param providerId the provider's id, such as a Twilio SID
     * @return empty if the provider does not know it (any more), or can't be asked
     * @throws Courier.CourierException if the provider did not answer: nothing is known
     */
    Optional<ProviderRecord> find(String provider, String providerId);

    /**
     * A message in the provider's books; what is not known yet is null.
     *
     * @param status where it stands
     * @param errorCode the provider's code, or null
     * @param onFailure what the code asks for, if the status is a failure; else null
     * @param segments how many messages it was split into
     * @param price what it cost, 0 or more, in {@code currency}; providers tell it minutes later, some after days
     * @param currency of the price; null exactly if the price is
     */
    record ProviderRecord(
            ReceiptStatus status,
            Integer errorCode,
            Remedy onFailure,
            Integer segments,
            BigDecimal price,
            Currency currency) {}
}
