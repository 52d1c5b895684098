package org.consultflow.video;

import java.nio.charset.StandardCharsets;
import java.util.Collections;

import jakarta.servlet.http.HttpServletRequest;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.consultflow.video.TrialCall.Ticket;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page of a trial call, and what it asks and says. */
@RestController
class TrialController extends JoinApi {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final TrialDesk desk;
    private final JoinPage page;
    private final String client;

    TrialController(TrialDesk desk, JoinPage page, @Value("${consultflow.video.client}") String client) {
        this.desk = desk;
        this.page = page;
        this.client = client;
    }

    @GetMapping("/join/trial/{token}")
    @Hidden
    ResponseEntity<String> page(@PathVariable String token, HttpServletRequest request) {
        JoinWords words = JoinWords.in(Collections.list(request.getLocales()));
        Ticket ticket = known(token);
        return JoinController.answer(
                        ticket == null ? HttpStatus.NOT_FOUND : HttpStatus.OK, words, JoinController.policyOf(client))
                .header("Permissions-Policy", JoinController.CALL)
                .contentType(HTML)
                .body(page.writeTrial(ticket == null ? null : ticket.participant(), client, words));
    }

    private Ticket known(String token) {
        try {
            return desk.open(token);
        } catch (JoinDoor.LinkException unknown) {
            return null;
        }
    }

    @Schema(name = "TrialState")
    record TrialState(
            @Schema(allowableValues = {"waiting", "running", "over"})
            String state,

            @Schema(description = "for how long it goes on, by real time")
            long millisLeft) {}

    @PostMapping(path = "/join/trial/{token}/here", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Their page of a trial call is open",
            description = "Said every second; once both say it, it begins.")
    @ApiResponse(responseCode = "200", description = "how it stands")
    ResponseEntity<TrialState> here(@PathVariable String token) {
        TrialDesk.State state = desk.here(desk.open(token));
        return fresh(new TrialState(state.state(), state.millisLeft()));
    }

    @PostMapping(path = "/join/trial/{token}/token", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "A video token for a trial call", description = "While it runs, and good until its end.")
    @ApiResponse(responseCode = "200", description = "what the client of the provider of calls needs")
    @WhileAllowed
    @AsksTheProvider
    ResponseEntity<VideoToken> token(@PathVariable String token) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(desk.token(desk.open(token)));
    }
}
