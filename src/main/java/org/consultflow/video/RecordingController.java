package org.consultflow.video;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.consultflow.audit.Audit;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.time.RealTime;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The recordings of consultations over REST. */
@RestController
@RequestMapping(path = "/api/consultations/{id}/recordings", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(
        name = "Recordings",
        description = "What was recorded with the patient's consent, kept by the provider of video rooms")
class RecordingController {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;
    private static final String API = "api";

    private final Consultations consultations;
    private final RecordingConsents consents;
    private final Recordings recordings;
    private final RecordingDeletion deletion;
    private final RecordingWorker worker;
    private final RecordingProvider provider;
    private final RecordingSettings settings;
    private final Audit audit;
    private final Clock realTime;

    RecordingController(
            Consultations consultations,
            RecordingConsents consents,
            Recordings recordings,
            RecordingDeletion deletion,
            RecordingWorker worker,
            RecordingProvider provider,
            RecordingSettings settings,
            Audit audit,
            @RealTime Clock realTime) {
        this.consultations = consultations;
        this.consents = consents;
        this.recordings = recordings;
        this.deletion = deletion;
        this.worker = worker;
        this.provider = provider;
        this.settings = settings;
        this.audit = audit;
        this.realTime = realTime;
    }

    @GetMapping
    @Operation(
            summary = "What was recorded, and what the patient said to it",
            description =
                    "One recording for each track: a participant's sound or picture. Those that were deleted stay in the"
                            + " list.")
    @ApiResponse(responseCode = "200", description = "as the provider of rooms has last told")
    @ApiResponse(responseCode = "404", description = "no such consultation", content = @Content(mediaType = PROBLEM))
    RecordingList list(@PathVariable UUID id) {
        consultations.get(id);
        return new RecordingList(
                consents.of(id).stream().map(ConsentResource::of).toList(),
                recordings.of(id).stream().map(RecordingResource::of).toList());
    }

    @GetMapping("/{recordingId}/media")
    @Operation(
            summary = "A link that opens a recording for a short time",
            description = "The provider of rooms gives it; that it was given is in the audit before anybody has it.")
    @ApiResponse(responseCode = "200", description = "the link")
    @ApiResponse(responseCode = "404", description = "no such recording", content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "409",
            description = "it is not complete, or it was deleted, or is about to be",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "502",
            description = "the provider of video rooms gave no link",
            content = @Content(mediaType = PROBLEM))
    ResponseEntity<MediaLink> media(@PathVariable UUID id, @PathVariable UUID recordingId) {
        Recording recording = recordings.find(id, recordingId).orElseThrow(NoRecordingException::new);
        if (!recording.state().equals("completed")) {
            throw new StateConflictException("the recording is " + recording.state());
        }
        Instant expires = realTime.instant().plus(settings.linkGoodFor());
        URI url = provider.media(recording.sid(), settings.linkGoodFor());
        audit.record(API, "recording-opened", id, "recording=" + recordingId);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new MediaLink(url, expires));
    }

    @DeleteMapping("/{recordingId}")
    @Operation(
            summary = "Delete a recording for good",
            description =
                    "At the provider of rooms. What it does not do at once is repeated until it has; the recording can't"
                            + " be opened any more from now on.")
    @ApiResponse(responseCode = "204", description = "it is deleted", content = @Content)
    @ApiResponse(
            responseCode = "202",
            description = "it is going to be deleted: the provider of rooms did not do it at once",
            content = @Content)
    @ApiResponse(responseCode = "404", description = "no such recording", content = @Content(mediaType = PROBLEM))
    ResponseEntity<Void> delete(@PathVariable UUID id, @PathVariable UUID recordingId) {
        Recording recording = recordings.find(id, recordingId).orElseThrow(NoRecordingException::new);
        deletion.ask(recording, API, "request");
        boolean gone = recording.deletedAt() != null
                || worker.delete(recordings.find(id, recordingId).orElseThrow());
        return ResponseEntity.status(gone ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED)
                .build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noRecording(NoRecordingException unknown) {
        return problem(HttpStatus.NOT_FOUND, "Not found", unknown.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noAnswer(RoomProvider.RoomException refused) {
        return problem(HttpStatus.BAD_GATEWAY, "The recording can't be had", refused.getMessage());
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static final class NoRecordingException extends RuntimeException {

        NoRecordingException() {
            super("there is no recording of this id");
        }
    }

    record RecordingList(List<ConsentResource> consents, List<RecordingResource> recordings) {}

    @Schema(
            name = "RecordingConsent",
            description = "A question whether the call may be recorded, and what became of it")
    record ConsentResource(
            Instant askedAt,

            @Schema(
                    description = "withdrawn: the provider took the question back",
                    allowableValues = {"yes", "no", "withdrawn"})
            String answer,

            Instant answeredAt,
            Instant stoppedAt,

            @Schema(
                    description = "service: the room ended",
                    allowableValues = {"patient", "provider", "service"})
            String stoppedBy) {

        static ConsentResource of(RecordingConsent consent) {
            return new ConsentResource(
                    consent.askedAt(),
                    consent.answer(),
                    consent.answeredAt(),
                    consent.stoppedAt(),
                    consent.stoppedBy());
        }
    }

    @Schema(name = "Recording", description = "One track of one participant")
    record RecordingResource(
            UUID id,

            @Schema(allowableValues = {"patient", "provider"})
            String participant,

            @Schema(allowableValues = {"audio", "video", "data"})
            String kind,

            @Schema(allowableValues = {"processing", "completed", "failed", "deleting", "deleted"})
            String status,

            Integer seconds,
            Long bytes,
            Instant startedAt,
            Instant deletedAt) {

        static RecordingResource of(Recording recording) {
            return new RecordingResource(
                    recording.id(),
                    recording.participant(),
                    recording.kind(),
                    recording.state(),
                    recording.seconds(),
                    recording.bytes(),
                    recording.startedAt(),
                    recording.deletedAt());
        }
    }

    @Schema(name = "RecordingLink")
    record MediaLink(
            @Schema(description = "whoever has it can hear or see the recording until then")
            URI url,

            @Schema(description = "by real time") Instant expiresAt) {

        @Override
        public String toString() {
            return "MediaLink[" + expiresAt + "]";
        }
    }
}
