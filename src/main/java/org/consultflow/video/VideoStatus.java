package org.consultflow.video;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;

/** A consultation's room as it was last told of. */
@Schema(description = "The video room as the provider has last told of it")
record VideoStatus(
        @Schema(allowableValues = {"none", "in-progress", "completed"})
        String status,

        @Schema(description = "who is in the room: patient, provider")
        List<String> participants,

        @Schema(description = "how long patient and provider were in the room at one time, in seconds")
        long secondsTogether) {}
