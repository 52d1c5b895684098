package org.consultflow.notification;

import java.util.UUID;

import jakarta.validation.constraints.NotBlank;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.RequestReader;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Acts on single messages over REST. */
@RestController
@RequestMapping("/api/consultations/{id}/messages/{noticeId}")
@Tag(name = "Deliveries")
class MessageActionsController {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private final MessageActions actions;
    private final RequestReader requests;

    MessageActionsController(MessageActions actions, RequestReader requests) {
        this.actions = actions;
        this.requests = requests;
    }

    @PostMapping("/send-again")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Send a message once more, by a channel of your choice",
            description = "noticeId is in the timeline. Consent, address and quiet hours count as ever.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = SendAgainRequest.class))))
    @ApiResponse(responseCode = "204", description = "it is requested; the timeline tells what becomes of it")
    @ApiResponse(responseCode = "400", description = "a rule is broken", content = @Content(mediaType = PROBLEM))
    @ApiResponse(responseCode = "404", description = "no such consultation", content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "409",
            description = "the message is not true any more, of no use any more, or still under way",
            content = @Content(mediaType = PROBLEM))
    void sendAgain(
            @PathVariable UUID id,
            @PathVariable UUID noticeId,
            @org.springframework.web.bind.annotation.RequestBody JsonNode body) {
        SendAgainRequest request = requests.read(body, SendAgainRequest.class);
        actions.sendAgain(id, noticeId, request.channel(), reason(request.reason()), "api");
    }

    @PostMapping("/done-by-phone")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Somebody told it by phone",
            description = "What has not left stays at home, and a task to phone about it ends.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = DoneByPhoneRequest.class))))
    @ApiResponse(responseCode = "204", description = "it is done")
    @ApiResponse(responseCode = "400", description = "a rule is broken", content = @Content(mediaType = PROBLEM))
    @ApiResponse(responseCode = "404", description = "no such consultation", content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "409",
            description = "it has arrived, or nobody has to be told any more",
            content = @Content(mediaType = PROBLEM))
    void doneByPhone(
            @PathVariable UUID id,
            @PathVariable UUID noticeId,
            @org.springframework.web.bind.annotation.RequestBody JsonNode body) {
        actions.doneByPhone(
                id,
                noticeId,
                reason(requests.read(body, DoneByPhoneRequest.class).reason()),
                "api");
    }

    private static ActionReason reason(String word) {
        return ActionReason.of(word)
                .orElseThrow(() -> new InvalidRequestException("reason", "must be one of " + ActionReason.words()));
    }

    record SendAgainRequest(
            @NotBlank @Schema(example = "sms") String channel,

            @NotBlank
            @Schema(
                    allowableValues = {
                        "not-received",
                        "asked-for",
                        "contact-corrected",
                        "provider-trouble",
                        "told-by-phone",
                        "other"
                    })
            String reason) {}

    record DoneByPhoneRequest(
            @NotBlank @Schema(example = "told-by-phone") String reason) {}
}
