package org.consultflow.notification;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.consultflow.consultation.RequestReader;
import org.consultflow.delivery.Pause;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Stops messages for a time, over REST. */
@RestController
@RequestMapping(path = "/api/pauses", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Pauses", description = "Messages that ops have stopped for a time")
class PausesController {

    private static final String ACTOR = "api";

    private final PauseService pauses;
    private final RequestReader requests;

    PausesController(PauseService pauses, RequestReader requests) {
        this.pauses = pauses;
        this.requests = requests;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Stop a kind, a channel, a provider's consultations, all of these together, or everything",
            description = "What was requested stays requested and is held; every node obeys within a second, and a call"
                    + " that is under way finishes. A pause that names a channel holds it only as long as the next channel"
                    + " of the chain, or a person, has the time it needs. Any other holds the message on every channel; if"
                    + " its moment goes meanwhile it is suppressed as TooLate, and nobody is asked to phone.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = PauseRequest.class))))
    @ApiResponse(responseCode = "201", description = "it is in force")
    @ApiResponse(
            responseCode = "400",
            description = "a rule is broken; nothing was stopped",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    Pause start(@RequestBody JsonNode body) {
        return pauses.start(requests.read(body, PauseRequest.class), ACTOR);
    }

    @GetMapping
    @Operation(summary = "The pauses in force, each with how many deliveries it holds")
    @ApiResponse(responseCode = "200", description = "the first to end first")
    PauseList inForce() {
        return new PauseList(pauses.inForce());
    }

    @DeleteMapping("/{pause}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Let it go on before the time: what was held is released within a second")
    @ApiResponse(responseCode = "204", description = "it has ended")
    @ApiResponse(
            responseCode = "404",
            description = "no pause of this id is in force",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    void end(@PathVariable UUID pause) {
        pauses.end(pause, ACTOR)
                .orElseThrow(
                        () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no pause of this id is in force"));
    }

    record PauseList(List<Pause> pauses) {}
}
