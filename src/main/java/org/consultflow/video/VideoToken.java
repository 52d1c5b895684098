package org.consultflow.video;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;

/** What a browser needs to connect; whoever has it is let in: {@link #toString()} says nothing of it. */
@Schema(description = "What Twilio's client needs to connect one participant to the room")
record VideoToken(
        @Schema(description = "JWT for Twilio's client") String token,
        @Schema(description = "unique name of the room") String roomName,

        @Schema(
                description = "pseudonym of the participant, good for this consultation",
                example = "patient-Zk3v0qXw81Lr")
        String identity,

        @Schema(description = "the token is good until then, by real time")
        Instant expiresAt) {

    @Override
    public String toString() {
        return "VideoToken[" + expiresAt + "]";
    }
}
