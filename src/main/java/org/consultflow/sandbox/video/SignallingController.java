package org.consultflow.sandbox.video;

import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What the page's sandbox client speaks in the place of Twilio's own signalling. */
@RestController
@Hidden
@RequestMapping("/sandbox/video")
@ConditionalOnProperty("consultflow.stand-in.twilio")
class SignallingController {

    private final Signalling signalling;

    SignallingController(Signalling signalling) {
        this.signalling = signalling;
    }

    /** @param token an access token: whoever has it is let in, so it is written nowhere */
    record Entry(String token) {

        @Override
        public String toString() {
            return "Entry[]";
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, UUID> enter(@RequestBody Entry entry) {
        return Map.of(
                "session",
                signalling
                        .enter(entry.token())
                        .orElseThrow(() -> new ResponseStatusException(
                                HttpStatus.FORBIDDEN, "the token is not good, or its room is not in progress")));
    }

    @GetMapping(path = "/{session}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(
            @PathVariable UUID session, @RequestHeader(name = "Last-Event-ID", defaultValue = "0") int seen) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(signalling.listen(session, seen).orElseThrow(SignallingController::gone));
    }

    /** @param to SID of the other one */
    record Signal(String to, JsonNode data) {}

    @PostMapping("/{session}/signals")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signal(@PathVariable UUID session, @RequestBody Signal signal) {
        if (!signalling.signal(session, signal.to(), signal.data())) {
            throw gone();
        }
    }

    @PostMapping("/{session}/leave")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(@PathVariable UUID session) {
        signalling.leave(session);
    }

    private static ResponseStatusException gone() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such connection any more");
    }
}
