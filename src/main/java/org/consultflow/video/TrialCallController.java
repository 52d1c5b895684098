package org.consultflow.video;

import java.net.URI;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives out links to trial calls. */
@RestController
@Tag(name = "Video")
class TrialCallController {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private final TrialDesk desk;

    TrialCallController(TrialDesk desk) {
        this.desk = desk;
    }

    @Schema(name = "TrialCall")
    record TrialLinks(
            @Schema(description = "whoever has a link may join the trial as that participant")
            URI patientUrl,

            URI providerUrl,

            @Schema(description = "how long it lasts from when both have come", example = "15")
            long seconds) {

        @Override
        public String toString() {
            return "TrialLinks[]";
        }
    }

    @PostMapping(path = "/api/consultations/{id}/trial-call", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "A short call to try everything out before the visit",
            description =
                    "A link for each of the two, good until the door of the visit opens, for one trial. It begins when"
                            + " both have come, and the server ends it. It is no part of the visit: nobody is told of it, and who came"
                            + " does not count.")
    @ApiResponse(responseCode = "200", description = "the links")
    @ApiResponse(responseCode = "404", description = "no such consultation", content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "409",
            description = "its type has no video room, it has ended, or its door is open",
            content = @Content(mediaType = PROBLEM))
    ResponseEntity<TrialLinks> give(@PathVariable UUID id) {
        TrialDesk.Links links = desk.give(id);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new TrialLinks(links.patient(), links.provider(), links.seconds()));
    }
}
