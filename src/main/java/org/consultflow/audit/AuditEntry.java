package org.consultflow.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An entry of the audit.
 *
 * @param number 1, 2, 3 … without a gap
 * @param happenedAt by the adjustable clock, as in the timeline
 * @param recordedAt by real time
 */
record AuditEntry(
        @Schema(description = "1, 2, 3 … without a gap") long number,

        @Schema(description = "by the clock that timers live by")
        Instant happenedAt,

        @Schema(description = "by real time") Instant recordedAt,

        @Schema(description = "patient, provider, api, process, service, or ops: and a user's id")
        String actor,

        @Schema(example = "token-issued") String action,
        UUID consultationId,

        @Schema(example = "participant=patient") String detail) {

    /** What is hashed. Each value says its length first, so that no two entries read the same. */
    byte[] bytes() {
        return Stream.of(number, happenedAt, recordedAt, actor, action, consultationId, detail)
                .map(value -> value == null ? "-" : length(value) + ":" + value)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static int length(Object value) {
        return Objects.toString(value).length();
    }
}
