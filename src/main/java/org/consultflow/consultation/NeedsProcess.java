package org.consultflow.consultation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.springframework.http.MediaType;

/** Says in the API's description that a request moves the process, which ops may have suspended. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "503",
        description =
                "the process is suspended (`code` is `process-suspended`), or somebody else kept changing the same"
                        + " consultation, or too much is booked at the same time; nothing was changed: send the same again",
        headers =
                @Header(
                        name = "Retry-After",
                        description = "seconds; if the process is suspended or too much is booked",
                        schema = @Schema(type = "integer")),
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        schema = @Schema(ref = "#/components/schemas/ProblemDetail")))
public @interface NeedsProcess {}
