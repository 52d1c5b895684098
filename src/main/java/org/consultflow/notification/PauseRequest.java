package org.consultflow.notification;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What is to be stopped, and until when. What is left out means any; with nothing named, everything stops.
 *
 * @param reason everybody who reads a timeline reads it, so that nobody's address or number may be in it
 */
public record PauseRequest(
        @Schema(description = "of this kind; left out: any", example = "reminder-24h")
        @Pattern(regexp = "[a-z][a-z0-9-]{0,39}", message = "must be a kind of message, such as reminder-24h")
        String kind,

        @Schema(description = "on this channel; left out: any", example = "whatsapp")
        String channel,

        @Schema(description = "about the consultations of this provider; left out: of any", example = "doc-7")
        String providerReference,

        @Schema(description = "when it ends by itself, by the clock that timers live by; 30 days ahead at most")
        @NotNull(message = "must be a moment with an offset, such as 2026-12-01T18:00:00Z")
        Instant until,

        @Schema(description = "why; shown in the timeline", example = "templates are being reviewed")
        @NotNull(message = REASON)
        @Pattern(regexp = "(?!.*(@|[0-9][0-9 ()./-]{4,}[0-9]))\\S.{0,199}", message = REASON)
        String reason) {

    private static final String REASON =
            "must be 1 to 200 characters on one line, without an e-mail address or a telephone number: timelines show it";
}
