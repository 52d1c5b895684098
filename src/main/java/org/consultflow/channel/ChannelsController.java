package org.consultflow.channel;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.delivery.TestMessages.TooManyTestsException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lists the channels and tries one. */
@RestController
@Tag(name = "Channels")
class ChannelsController {

    private final Channels channels;
    private final ChannelTests tests;

    ChannelsController(Channels channels, ChannelTests tests) {
        this.channels = channels;
        this.tests = tests;
    }

    @GetMapping("/api/channels")
    @Operation(summary = "The channels: whether a route sends them, and from whom")
    ChannelList list() {
        return new ChannelList(channels.all());
    }

    @PostMapping("/api/channels/{channel}/test")
    @Operation(
            summary = "Send one harmless message and say what happened",
            description = "Goes by the same route as every message and waits some seconds for the provider's verdict."
                    + " A few a minute.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = TestRequest.class),
                            examples = {
                                @ExampleObject(name = "number", value = "{\"to\": \"+61491570156\"}"),
                                @ExampleObject(name = "mail", value = "{\"to\": \"someone@clinic.example\"}")
                            }))
    @ApiResponse(responseCode = "200", description = "It was tried, or nothing is there to try")
    @ApiResponse(responseCode = "400", description = "No address of this channel", content = @Content)
    @ApiResponse(
            responseCode = "409",
            description = "The owner of the address has said stop, or an earlier message to it is unresolved",
            content = @Content)
    @ApiResponse(responseCode = "429", description = "Too many within a minute", content = @Content)
    ChannelVerdict test(@PathVariable String channel, @RequestBody JsonNode request) {
        if (!channel.matches("[a-z][a-z0-9-]{0,30}")) {
            throw new InvalidRequestException("channel", "must be a word in small letters");
        }
        return tests.test(channel, TestRequest.of(request).to());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooMany(TooManyTestsException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.TOO_MANY_REQUESTS, "channels were tried too often within a minute; nothing was sent");
        problem.setTitle("Too many tests");
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, "60")
                .body(problem);
    }

    record ChannelList(List<Channels.Channel> channels) {}

    /** @param to number in E.164, or e-mail address */
    record TestRequest(
            @Schema(description = "number in E.164, or e-mail address")
            String to) {

        static TestRequest of(JsonNode request) {
            if (request == null || !request.isObject()) {
                throw new InvalidRequestException("body", "must be a JSON object");
            }
            request.fieldNames().forEachRemaining(field -> {
                if (!field.equals("to")) {
                    throw new InvalidRequestException(field, "is not known; known here are: [to]");
                }
            });
            if (!request.path("to").isTextual()) {
                throw new InvalidRequestException("to", "must be a text");
            }
            return new TestRequest(request.path("to").textValue());
        }
    }
}
