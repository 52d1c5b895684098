package org.consultflow.delivery;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A delivery as the ledger shows it: one channel of something that somebody was to be told. What does not apply is null.
 * Without contact data and without the words of any message. All times by the adjustable clock.
 *
 * @param consultationId null where it is about none, as the test of a channel
 * @param kind what was told, such as {@code reminder-24h}
 * @param scheduleRevision about which schedule
 * @param audience to whom: {@code patient}, {@code provider} or {@code clinic}
 * @param state {@code delivered}, {@code failed} …, see {@link DeliveryLedger#states()}
 * @param reason why it was suppressed, such as {@code OptedOut}
 * @param dueAt from when it was to be sent
 * @param deadline until when it is of use
 * @param callRequestedAt when a person was asked to phone about it, because no channel arrived
 * @param providerStatus the provider's word
 * @param errorCode the provider's code
 * @param detail in words, for people
 * @param history what happened to it apart from its attempts, in order
 * @param attempts each try, in order
 */
public record RecordedDelivery(
        UUID id,
        UUID consultationId,
        String kind,
        Integer scheduleRevision,
        String audience,
        String channel,
        String state,
        String reason,
        Instant requestedAt,
        Instant dueAt,
        Instant deadline,
        Instant callRequestedAt,
        String providerStatus,
        Integer errorCode,
        String detail,
        List<Event> history,
        List<Attempt> attempts) {

    /**
     * One try.
     *
     * @param number 1 for the first
     * @param provider by whom it was sent
     * @param state {@code sending}, {@code unknown}, {@code accepted}, {@code refused} or {@code absent}
     * @param providerId the provider's id, such as a Twilio SID
     * @param templateVersion which words it is made of: changes when the templates do; or the ContentSid
     * @param segments how many messages the provider split it into
     * @param price what it cost, 0 or more; null while the provider has not said
     * @param currency of the price, ISO 4217
     */
    public record Attempt(
            int number,
            String provider,
            String state,
            Instant startedAt,
            String providerId,
            String templateVersion,
            Integer segments,
            BigDecimal price,
            String currency,
            String providerStatus,
            Integer errorCode,
            String detail,
            List<Event> history) {}

    /**
     * Something that became known.
     *
     * @param event {@code sending}, {@code sent}, {@code delivered}, {@code refused}, {@code silent} …
     */
    public record Event(Instant at, String event, Integer errorCode, String detail) {}
}
