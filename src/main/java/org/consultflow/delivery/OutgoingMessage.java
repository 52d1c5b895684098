package org.consultflow.delivery;

import java.time.Duration;
import java.util.UUID;

/**
 * A message on its way out.
 *
 * @param attemptId the attempt; it comes back in the receipt's URL
 * @param messageId the same for every attempt at this message: a mail's Message-ID is made of it
 * @param channel the channel, by name
 * @param provider by whom it is sent: {@code routes/} says how
 * @param address number in E.164, or e-mail address
 * @param usefulFor how long the message is of use: a provider should not deliver it later
 * @param content what it says
 */
public record OutgoingMessage(
        UUID attemptId,
        UUID messageId,
        String channel,
        String provider,
        String address,
        Duration usefulFor,
        Content content) {

    @Override
    public String toString() {
        return "OutgoingMessage[" + channel + " by " + provider + ", " + attemptId + "]";
    }
}
