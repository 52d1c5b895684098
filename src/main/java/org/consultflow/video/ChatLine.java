package org.consultflow.video;

import java.time.Instant;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What one of the two wrote. {@link #toString()} leaves the text out.
 *
 * @param number in the order of the visit, from 1, without a gap
 * @param from {@code patient} or {@code provider}
 * @param key made by the page that sent it
 * @param at by the adjustable clock
 */
record ChatLine(
        int number,

        @Schema(allowableValues = {"patient", "provider"}) String from,

        UUID key,
        String text,
        Instant at) {

    @Override
    public String toString() {
        return "ChatLine[" + number + ", " + from + "]";
    }
}
