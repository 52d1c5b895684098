package org.consultflow.notification;

import java.time.Instant;
import java.util.UUID;

/**
 * A line of the timeline; what does not apply is null. Without contact data and without the words of any message.
 *
 * @param at when, by the adjustable clock
 * @param subject {@code consultation}, {@code room} or {@code message}
 * @param what {@code booked}, {@code cancelled} …; for rooms {@code room-made}, {@code joined}, {@code left},
 *     {@code room-completed} …; for messages {@code requested}, {@code sending}, {@code sent},
 *     {@code delivered}, {@code read}, {@code failed}, {@code refused}, {@code silent}, {@code unconfirmed},
 *     {@code unknown}, {@code suppressed}, {@code deferred}, {@code held}, {@code released}, {@code call-requested}, {@code planned}
 * @param party on whose behalf: {@code patient}, {@code provider} or {@code clinic}
 * @param kind of message, such as {@code reminder-24h}
 * @param audience {@code patient} or {@code provider}
 * @param channel {@code email}, {@code whatsapp}, {@code sms} …
 * @param scheduleRevision the schedule that the message speaks of
 * @param reason why it was not sent, or not yet, such as {@code NoConsent}
 * @param providerStatus the provider's word
 * @param providerCode the provider's error code
 * @param detail in words, for people
 * @param planned whether it is still ahead
 * @param noticeId what was told to whom, by whichever channels: the same on all its lines; null if it is not a message, or
 *     not requested yet
 */
public record TimelineEntry(
        Instant at,
        String subject,
        String what,
        String party,
        String kind,
        String audience,
        String channel,
        Integer scheduleRevision,
        String reason,
        String providerStatus,
        Integer providerCode,
        String detail,
        boolean planned,
        UUID noticeId) {}
