package org.consultflow.voice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.consultflow.consultation.Consultations;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Calls by phone over REST. */
@RestController
@RequestMapping(path = "/api/consultations/{id}/call", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Voice", description = "Calls that connect patient and provider on their own numbers")
class VoiceController {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private final VoiceCalls voice;
    private final CallStore calls;
    private final Consultations consultations;

    VoiceController(VoiceCalls voice, CallStore calls, Consultations consultations) {
        this.voice = voice;
        this.calls = calls;
        this.consultations = consultations;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Connect patient and provider by phone",
            description =
                    "For a consultation of type voice, or when video fails. The provider is rung first, the patient once"
                            + " the provider is there; neither sees the other's number. Who is busy or does not answer is rung again."
                            + " While a call is under way, asking again changes nothing.")
    @ApiResponse(responseCode = "202", description = "the phones will ring")
    @ApiResponse(responseCode = "404", description = "no such consultation", content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "409",
            description =
                    "not held by phone or video, neither confirmed nor in-session, not its time, or a number is missing",
            content = @Content(mediaType = PROBLEM))
    Calls connect(@PathVariable UUID id) {
        voice.connect(id, "api");
        return of(id);
    }

    @GetMapping
    @Operation(summary = "The consultation's calls, oldest first")
    @ApiResponse(responseCode = "200", description = "as the provider of calls has last told")
    @ApiResponse(responseCode = "404", description = "no such consultation", content = @Content(mediaType = PROBLEM))
    Calls calls(@PathVariable UUID id) {
        return of(consultations.get(id).id());
    }

    private Calls of(UUID consultationId) {
        return new Calls(calls.callsOf(consultationId).stream().map(OneCall::of).toList());
    }

    record Calls(List<OneCall> calls) {}

    record OneCall(
            @Schema(allowableValues = {"under-way", "ended"})
            String status,

            @Schema(description = "by real time") Instant requestedAt,
            @Schema(description = "by real time") Instant endedAt,

            @Schema(description = "whole seconds in which both were connected")
            long secondsTogether,

            List<OneTry> tries) {

        static OneCall of(CallStore.Call call) {
            return new OneCall(
                    call.endedAt() == null ? "under-way" : "ended",
                    call.requestedAt(),
                    call.endedAt(),
                    Conversation.length(call.legs()).toSeconds(),
                    call.legs().stream().map(OneTry::of).toList());
        }
    }

    record OneTry(
            @Schema(allowableValues = {"patient", "provider"})
            String participant,

            @Schema(
                    allowableValues = {
                        "due",
                        "placing",
                        "ringing",
                        "joined",
                        "hang-up",
                        "completed",
                        "busy",
                        "no-answer",
                        "machine",
                        "failed",
                        "canceled"
                    })
            String status,

            @Schema(description = "when they were connected, by real time; absent if they never were")
            Instant joinedAt,

            Instant endedAt) {

        static OneTry of(Leg leg) {
            return new OneTry(leg.participant().word(), leg.state().word(), leg.joinedAt(), leg.endedAt());
        }
    }
}
