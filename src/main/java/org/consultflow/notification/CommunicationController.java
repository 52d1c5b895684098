package org.consultflow.notification;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.consultflow.consultation.RequestReader;
import org.consultflow.notification.CommunicationRequests.ConsentRequest;
import org.consultflow.notification.CommunicationRequests.PreferencesRequest;
import org.consultflow.people.Communication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Consent and preferences of patients. Here and not in {@code people}, which knows neither channels nor requests. */
@RestController
@RequestMapping(path = "/api/patients/{reference}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Patients", description = "What patients agreed to and prefer. Answers hold no contact data.")
@ApiResponse(
        responseCode = "404",
        description = "no patient of this reference: a patient is known from the first booking on",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
class CommunicationController {

    private final Communication communication;
    private final CommunicationRequests rules;
    private final RequestReader requests;

    CommunicationController(Communication communication, CommunicationRequests rules, RequestReader requests) {
        this.communication = communication;
        this.rules = rules;
        this.requests = requests;
    }

    @GetMapping("/communication")
    @Operation(
            summary = "Consent with its history, preferences, and opt-outs by channel",
            description = "A message needs consent that is active and no opt-out on its channel.")
    @ApiResponse(responseCode = "200", description = "what holds now, and how it came to be")
    CommunicationResource read(@Parameter(example = "pat-7") @PathVariable String reference) {
        return CommunicationResource.of(reference, communication.of(reference));
    }

    @PutMapping("/consents/{channel}")
    @Operation(
            summary = "The patient agrees to a channel, or withdraws",
            description = "Added to the history; the same said again is kept once. A withdrawal is never undone by a"
                    + " booking. It does not undo a \"stop\" either: that belongs to the number, and only \"start\","
                    + " sent from there, takes it back.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ConsentRequest.class))))
    @ApiResponse(responseCode = "200", description = "what holds now")
    @ApiResponse(
            responseCode = "400",
            description = "a rule is broken; nothing was changed",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    CommunicationResource consent(
            @PathVariable String reference,
            @Parameter(example = "whatsapp") @PathVariable String channel,
            @RequestBody JsonNode body) {
        rules.checkChannel(channel);
        ConsentRequest request = requests.read(body, ConsentRequest.class);
        communication.consent(
                reference, channel, request.status().equals("active"), rules.dateTime(request), rules.source(request));
        return read(reference);
    }

    @PutMapping("/preferences")
    @Operation(
            summary = "What the patient prefers",
            description = "In place of what was kept before: a field that is left out is cleared, {} clears all.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = PreferencesRequest.class))))
    @ApiResponse(responseCode = "200", description = "what holds now")
    @ApiResponse(
            responseCode = "400",
            description = "a rule is broken; nothing was changed",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    CommunicationResource prefer(@PathVariable String reference, @RequestBody JsonNode body) {
        communication.prefer(reference, rules.preferences(requests.read(body, PreferencesRequest.class)));
        return read(reference);
    }
}
