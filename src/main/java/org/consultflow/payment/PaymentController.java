package org.consultflow.payment;

import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationCommands;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.NeedsProcess;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Payments over REST: whoever takes the money says that it came in. */
@RestController
@Tag(name = "Payment", description = "Payment of a consultation")
class PaymentController {

    private final ConsultationCommands commands;

    PaymentController(ConsultationCommands commands) {
        this.commands = commands;
    }

    @PostMapping(path = "/api/consultations/{id}/confirm-payment", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The payment came in", description = "The consultation goes on, and the patient is told.")
    @ApiResponse(responseCode = "200", description = "where the consultation stands now")
    @ApiResponse(
            responseCode = "404",
            description = "no such consultation",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(
            responseCode = "409",
            description = "no payment is awaited",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    @NeedsProcess
    Confirmed confirm(@PathVariable UUID id) {
        Consultation consultation = commands.confirmPayment(id);
        return new Confirmed(consultation.id(), consultation.status());
    }

    @Schema(name = "PaymentConfirmed")
    record Confirmed(UUID id, ConsultationStatus status) {}
}
