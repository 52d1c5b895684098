package org.consultflow.video;

import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.InvalidRequestException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The rooms of consultations over REST. */
@RestController
@RequestMapping(path = "/api/consultations/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Video", description = "Room, access tokens and status of a video consultation")
class VideoController {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private final Consultations consultations;
    private final VideoRooms rooms;
    private final VideoTokens tokens;
    private final VideoStatuses statuses;

    VideoController(Consultations consultations, VideoRooms rooms, VideoTokens tokens, VideoStatuses statuses) {
        this.consultations = consultations;
        this.rooms = rooms;
        this.tokens = tokens;
        this.statuses = statuses;
    }

    @PostMapping("/video-room")
    @Operation(
            summary = "Make sure that the video room is there",
            description =
                    "Asked again, the same room. A room that nobody enters ends at Twilio after an hour at most; asked"
                            + " after that, there is a new one.")
    @ApiResponse(responseCode = "200", description = "the room is in progress")
    @ApiResponse(responseCode = "404", description = "no such consultation", content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "409",
            description = "its type has no video room, or it is neither confirmed nor in-session",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "502",
            description = "the provider of video rooms could not give one",
            content = @Content(mediaType = PROBLEM))
    VideoStatus ensure(@PathVariable UUID id) {
        rooms.ensure(id);
        return statuses.of(id);
    }

    @GetMapping("/video-token")
    @Operation(
            summary = "A token for one participant",
            description =
                    "From 15 minutes before the start until 15 minutes after the planned end; it expires then, or after"
                            + " 4 hours. The room is made if it is not there. Whom to admit is the caller's business.")
    @ApiResponse(responseCode = "200", description = "the token")
    @ApiResponse(
            responseCode = "400",
            description = "participant is neither patient nor provider",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(responseCode = "404", description = "no such consultation", content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "409",
            description = "outside of the window around the visit, or there is no room for it",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "502",
            description = "the provider of video rooms could not give one",
            content = @Content(mediaType = PROBLEM))
    ResponseEntity<VideoToken> token(
            @PathVariable UUID id,
            @Parameter(required = true, schema = @Schema(allowableValues = {"patient", "provider"}))
                    @RequestParam(required = false)
                    String participant) {
        Participant who = Participant.of(participant)
                .orElseThrow(() -> new InvalidRequestException("participant", "must be patient or provider"));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(tokens.issue(id, who, "api"));
    }

    @GetMapping("/video-status")
    @Operation(summary = "The room and who is in it")
    @ApiResponse(responseCode = "200", description = "as the provider has last told")
    @ApiResponse(responseCode = "404", description = "no such consultation", content = @Content(mediaType = PROBLEM))
    VideoStatus status(@PathVariable UUID id) {
        return statuses.of(consultations.get(id).id());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noRoom(RoomProvider.RoomException refused) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, refused.getMessage());
        problem.setTitle("The video room can't be had");
        return ResponseEntity.of(problem)
                .headers(headers -> headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON))
                .build();
    }
}
