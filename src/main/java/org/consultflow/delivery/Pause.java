package org.consultflow.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * Messages that ops have stopped for a time. What does not apply is null, which means any: a pause that names nothing stops
 * everything. Times by the adjustable clock.
 *
 * @param kind of message, such as {@code reminder-24h}
 * @param channel such as {@code whatsapp}
 * @param providerId of the provider whose consultations it concerns
 * @param providerReference the same, as the integrator knows the provider
 * @param until when it ends by itself
 * @param reason why, in the words of ops; shown in the timeline of whatever it holds
 * @param startedBy as in the audit: {@code api}, or {@code ops:} and the id of the engine's user
 * @param held how many deliveries wait because of it
 */
public record Pause(
        UUID id,
        String kind,
        String channel,
        UUID providerId,
        String providerReference,
        Instant startedAt,
        Instant until,
        String reason,
        String startedBy,
        long held) {

    /** Whether it leaves other channels open, so that the next in the chain may go in time. */
    boolean isOfOneChannel() {
        return channel != null;
    }
}
