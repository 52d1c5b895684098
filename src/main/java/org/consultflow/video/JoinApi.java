package org.consultflow.video;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What all that a join link opens has in common: what is refused, and how the API's description says it. */
@Tag(
        name = "Join",
        description =
                "What the join page asks and says. Whoever holds the signed link is who it was written for: nothing"
                        + " else is asked of them, and no key is needed")
@SecurityRequirements
@ApiResponse(
        responseCode = "404",
        description = "no link of ours, or long past, or revoked",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        schema = @Schema(implementation = ProblemDetail.class)))
@ApiResponse(
        responseCode = "410",
        description = "the link belongs to an earlier time",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        schema = @Schema(implementation = ProblemDetail.class)))
abstract class JoinApi {

    /** The API's description says that this may answer 409. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "409",
            description = "the state forbids it: the door is not open, or this one may not do so now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = ProblemDetail.class)))
    @interface WhileAllowed {}

    /** The API's description says that this may answer 400. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "400",
            description = "the request breaks a rule; errors names field and rule",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = BrokenRules.class)))
    @interface ByTheRules {}

    /** A problem of a request that breaks rules, for the description. */
    @Schema(name = "BrokenRules")
    record BrokenRules(String type, String title, int status, String detail, String instance, List<BrokenRule> errors) {

        @Schema(name = "BrokenRule")
        record BrokenRule(String field, String rule) {}
    }

    /** The API's description says that this may answer 502. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "502",
            description = "the provider of video rooms did not give what was asked for",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = ProblemDetail.class)))
    @interface AsksTheProvider {}

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noLink(JoinDoor.LinkException refused) {
        return refused.state() == JoinState.MOVED
                ? problem(HttpStatus.GONE, "This link belongs to an earlier time", "use the newest link")
                : problem(HttpStatus.NOT_FOUND, "This link opens nothing", "it was not copied whole, or is long past");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noRoom(RoomProvider.RoomException refused) {
        return problem(HttpStatus.BAD_GATEWAY, "The video room can't be had", refused.getMessage());
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .cacheControl(CacheControl.noStore())
                .body(problem);
    }

    static <T> ResponseEntity<T> fresh(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
