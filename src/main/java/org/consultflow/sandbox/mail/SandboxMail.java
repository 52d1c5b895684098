package org.consultflow.sandbox.mail;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail as one recipient got it. Never logged: {@link #toString()} names the id only.
 *
 * @param id ours
 * @param to the recipient's address
 * @param from as the mail says
 * @param messageId the Message-ID
 * @param subject decoded
 * @param html the HTML part, or null
 * @param text the text part, or null
 * @param calendar the calendar entry (RFC 5545), or null
 * @param at when it came in, by the service's clock: what the recipient's clock showed
 */
public record SandboxMail(
        UUID id,
        String to,
        String from,
        String messageId,
        String subject,
        String html,
        String text,
        String calendar,
        Instant at) {

    @Override
    public String toString() {
        return "SandboxMail[" + id + "]";
    }
}
