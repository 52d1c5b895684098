package org.consultflow.video;

import java.net.URI;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.consultflow.audit.Audit;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.StateConflictException;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Revokes join links over REST. */
@RestController
@Tag(name = "Video")
class JoinLinkController {

    private final Consultations consultations;
    private final StoredLinkGenerations generations;
    private final SignedJoinLinks links;
    private final Audit audit;

    JoinLinkController(
            Consultations consultations, StoredLinkGenerations generations, SignedJoinLinks links, Audit audit) {
        this.consultations = consultations;
        this.generations = generations;
        this.links = links;
        this.audit = audit;
    }

    @PostMapping(
            path = "/api/consultations/{id}/join-links/{participant}/revoke",
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Revoke every join link of one participant",
            description =
                    "For a link that came into the wrong hands. None that was written before opens anything any more;"
                            + " messages that leave later carry a new one, and so does the answer. A rescheduling revokes the links"
                            + " of both by itself. Who is in the room already stays there.")
    @ApiResponse(responseCode = "200", description = "revoked; the new link")
    @ApiResponse(
            responseCode = "400",
            description = "participant is neither patient nor provider",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(
            responseCode = "404",
            description = "no such consultation",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(
            responseCode = "409",
            description = "its type has no video room, or it has ended",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    ResponseEntity<NewLink> revoke(
            @PathVariable UUID id,
            @Parameter(schema = @Schema(allowableValues = {"patient", "provider"})) @PathVariable String participant) {
        Participant who = Participant.of(participant)
                .orElseThrow(() -> new InvalidRequestException("participant", "must be patient or provider"));
        Consultation consultation = consultations.get(id);
        if (!consultation.type().hasVideoRoom() || consultation.status().ended()) {
            throw new StateConflictException("a consultation of type "
                    + consultation.type().word() + " that is "
                    + consultation.status().word() + " has no join links");
        }
        audit.record("api", "link-revoked", id, "participant=" + who.word());
        generations.revoke(id, who);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new NewLink(links.linkFor(consultation, who.word()).orElseThrow()));
    }

    record NewLink(
            @Schema(description = "whoever has it may join as this participant")
            URI url) {

        @Override
        public String toString() {
            return "NewLink[]";
        }
    }
}
