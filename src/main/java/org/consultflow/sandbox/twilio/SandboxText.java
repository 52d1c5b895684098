package org.consultflow.sandbox.twilio;

import java.time.Instant;

/**
 * A message of a conversation that a person began: what they wrote, and what was answered at once. Never logged.
 *
 * @param sid {@code SM…}
 * @param channel {@code whatsapp} or {@code sms}
 * @param number the person's, in E.164
 * @param body the text
 * @param fromPerson whether the person wrote it
 * @param at by the service's clock
 */
public record SandboxText(String sid, String channel, String number, String body, boolean fromPerson, Instant at) {

    @Override
    public String toString() {
        return "SandboxText[" + sid + ", " + channel + "]";
    }
}
