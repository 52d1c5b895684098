package org.consultflow.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * Which deliveries are asked for; null: whichever.
 *
 * @param state a word of {@link DeliveryLedger#states()}
 * @param code a provider's error code that one of its attempts met
 * @param from requested at this moment or later, by the adjustable clock
 * @param to requested before this moment, likewise
 */
public record DeliveryFilter(
        UUID consultationId,
        String kind,
        String audience,
        String channel,
        String state,
        Integer code,
        Instant from,
        Instant to) {}
