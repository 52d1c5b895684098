package org.consultflow.notification;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * All that a template may speak of. What of it may stand in an SMS, a WhatsApp message or a subject line is decided by the
 * wall in {@code channel}: clinic name, day and time, join link, how to answer or stop. Never logged.
 *
 * @param consultationId the consultation
 * @param kind what is told
 * @param audience {@code patient} or {@code provider}
 * @param consultationType word of the type, such as {@code video}
 * @param start when it begins, in the patient's zone
 * @param durationMinutes how long it is planned to last
 * @param scheduleRevision the schedule's revision; the calendar entry's SEQUENCE follows from it
 * @param patientName mail only
 * @param providerName mail only
 * @param providerPhotoUrl mail only; or null
 * @param recipientName name of who reads it; mail only
 * @param recipientEmail attendee of the calendar entry; or null
 * @param location for a visit in person; or null; mail only
 * @param joinUrl link to the join page; null where there is no video
 * @param deviceTestUrl link to the camera and microphone test; null where there is no video
 * @param sessionsUrl makes the link to the recipient's own list of what is ahead, or null; mail only: whoever holds it can open the list
 * @param answerUrl link to the page where the patient answers; null where nothing is to be answered
 * @param paymentAmount what is to be paid; or null
 * @param paymentCurrency its currency; or null
 * @param paymentDueBy when it is due, in the patient's zone; or null
 * @param acceptanceDueBy by when the provider has to answer, in the patient's zone; or null
 * @param cancelledBy word of the party that cancelled or declined; or null
 * @param reason what was said about it; mail only; or null
 * @param asksForAnswer whether the reader is asked to confirm or to cancel
 * @param writtenAt when the message is written, by the adjustable clock
 */
public record MessageFacts(
        UUID consultationId,
        String kind,
        String audience,
        String consultationType,
        ZonedDateTime start,
        int durationMinutes,
        int scheduleRevision,
        String patientName,
        String providerName,
        URI providerPhotoUrl,
        String recipientName,
        String recipientEmail,
        String location,
        URI joinUrl,
        URI deviceTestUrl,
        Supplier<URI> sessionsUrl,
        URI answerUrl,
        BigDecimal paymentAmount,
        Currency paymentCurrency,
        ZonedDateTime paymentDueBy,
        ZonedDateTime acceptanceDueBy,
        String cancelledBy,
        String reason,
        boolean asksForAnswer,
        Instant writtenAt) {

    @Override
    public String toString() {
        return "MessageFacts[" + consultationId + ", " + kind + "]";
    }
}
