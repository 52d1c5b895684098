package org.consultflow.sandbox.twilio;

import java.time.Instant;

/**
 * A message that the stand-in accepted. Never logged: {@link #toString()} names SID, channel and status only.
 *
 * @param sid {@code SM…}
 * @param channel {@code whatsapp} or {@code sms}
 * @param from sender as sent, or null if a Messaging Service was named
 * @param to recipient in E.164, without {@code whatsapp:}
 * @param body the text; for an approved template its ContentSid and variables
 * @param contentSid the approved template, or null
 * @param contentVariables its variables as JSON, or null
 * @param messagingServiceSid or null
 * @param statusCallback where receipts go, or null
 * @param status Twilio's word for where it stands
 * @param errorCode Twilio's code for why it did not arrive, or null
 * @param createdAt when it was accepted, by real time
 * @param sentAt when it was sent, by real time; or null
 * @param updatedAt when its status last changed, by real time
 * @param at when it was accepted, by the service's clock: what the patient's clock showed
 */
public record SandboxMessage(
        String sid,
        String channel,
        String from,
        String to,
        String body,
        String contentSid,
        String contentVariables,
        String messagingServiceSid,
        String statusCallback,
        String status,
        Integer errorCode,
        Instant createdAt,
        Instant sentAt,
        Instant updatedAt,
        Instant at) {

    /** The recipient as Twilio writes it: with {@code whatsapp:} where it is one. */
    String toAddress() {
        return channel.equals("whatsapp") ? TwilioAccount.WHATSAPP + to : to;
    }

    SandboxMessage with(String newStatus, Integer newErrorCode, Instant now) {
        Instant sent = sentAt == null && !newStatus.equals("queued") ? now : sentAt;
        return new SandboxMessage(
                sid,
                channel,
                from,
                to,
                body,
                contentSid,
                contentVariables,
                messagingServiceSid,
                statusCallback,
                newStatus,
                newErrorCode,
                createdAt,
                sent,
                now,
                at);
    }

    @Override
    public String toString() {
        return "SandboxMessage[" + sid + ", " + channel + ", " + status + "]";
    }
}
