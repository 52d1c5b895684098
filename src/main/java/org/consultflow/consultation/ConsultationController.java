package org.consultflow.consultation;

import java.net.URI;
import java.util.Arrays;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Books consultations and takes commands. */
@RestController
@RequestMapping("/api/consultations")
@Tag(name = "Consultations", description = "Book, read, and command. Errors are RFC 9457 problem details.")
class ConsultationController {

    private static final String DONE = "the consultation as it is now";

    private final ConsultationCommands commands;
    private final Consultations consultations;
    private final RequestReader requests;

    ConsultationController(ConsultationCommands commands, Consultations consultations, RequestReader requests) {
        this.commands = commands;
        this.consultations = consultations;
        this.requests = requests;
    }

    @PostMapping
    @NeedsProcess
    @ApiResponse(responseCode = "201", description = "booked", useReturnTypeSchema = true)
    @Operation(
            summary = "Book a consultation",
            description = "The same Idempotency-Key with the same body answers as before; with another body 409.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = BookingRequest.class))))
    ResponseEntity<ConsultationResource> book(
            @RequestHeader(name = "Idempotency-Key", required = false) String idempotencyKey,
            @RequestBody JsonNode booking) {
        ConsultationResource booked = commands.book(idempotencyKey, booking, this::resource);
        return ResponseEntity.created(URI.create("/api/consultations/" + booked.id()))
                .body(booked);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read a consultation")
    ConsultationResource read(@PathVariable UUID id) {
        return resource(consultations.get(id));
    }

    @PostMapping("/{id}/accept")
    @NeedsProcess
    @ApiResponse(responseCode = "200", description = DONE, useReturnTypeSchema = true)
    @Operation(summary = "The provider accepts")
    ConsultationResource accept(@PathVariable UUID id) {
        return resource(commands.accept(id));
    }

    @PostMapping("/{id}/decline")
    @NeedsProcess
    @ApiResponse(responseCode = "200", description = DONE, useReturnTypeSchema = true)
    @Operation(summary = "The provider declines")
    ConsultationResource decline(@PathVariable UUID id, @RequestBody(required = false) JsonNode body) {
        return resource(commands.decline(id, read(body, DeclineRequest.class).reason()));
    }

    @PostMapping("/{id}/cancel")
    @NeedsProcess
    @ApiResponse(responseCode = "200", description = DONE, useReturnTypeSchema = true)
    @Operation(summary = "Cancel, in every status before in-session")
    ConsultationResource cancel(@PathVariable UUID id, @RequestBody(required = false) JsonNode body) {
        CancelRequest request = read(body, CancelRequest.class);
        Party by = request.by() == null
                ? Party.CLINIC
                : Arrays.stream(Party.values())
                        .filter(party -> party.word().equals(request.by()))
                        .findFirst()
                        .orElseThrow(() -> new InvalidRequestException("by", "must be patient, provider or clinic"));
        return resource(commands.cancel(id, by, request.reason()));
    }

    @PostMapping("/{id}/reschedule")
    @NeedsProcess
    @ApiResponse(responseCode = "200", description = DONE, useReturnTypeSchema = true)
    @Operation(
            summary = "Move to another time, in every status before in-session",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = RescheduleRequest.class))))
    ConsultationResource reschedule(@PathVariable UUID id, @RequestBody JsonNode body) {
        return resource(commands.reschedule(id, body));
    }

    @PostMapping("/{id}/complete")
    @NeedsProcess
    @ApiResponse(responseCode = "200", description = DONE, useReturnTypeSchema = true)
    @Operation(summary = "The session is over")
    ConsultationResource complete(@PathVariable UUID id, @RequestBody(required = false) JsonNode body) {
        return resource(commands.complete(id, read(body, CompleteRequest.class).outcome()));
    }

    private ConsultationResource resource(Consultation it) {
        return ConsultationResource.of(it, consultations.patientConfirmed(it.id()));
    }

    private <T> T read(JsonNode body, Class<T> type) {
        return requests.read(
                body == null || body.isNull()
                        ? com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode()
                        : body,
                type);
    }

    record DeclineRequest(String reason) {}

    record CancelRequest(String by, String reason) {}

    record CompleteRequest(String outcome) {}
}
