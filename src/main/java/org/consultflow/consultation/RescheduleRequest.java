package org.consultflow.consultation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The new time; what is not named stays.
 *
 * @param start ISO 8601 with any offset
 * @param timeZone the patient's IANA zone
 * @param durationMinutes how long it is planned to last
 */
@Schema(name = "Reschedule")
record RescheduleRequest(
        @NotNull @Schema(example = "2026-12-03T10:00:00+11:00")
        String start,

        String timeZone,
        @Min(1) @Max(1440) Integer durationMinutes) {}
