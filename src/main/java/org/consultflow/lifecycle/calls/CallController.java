package org.consultflow.lifecycle.calls;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import io.swagger.v3.oas.annotations.Hidden;
import org.camunda.bpm.engine.AuthorizationException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The form of the task {@code task-phone-patient}: Tasklist links to it. Looking at it changes nothing. */
@Controller
@Hidden
class CallController {

    private static final String PATH = "/phone-calls";
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    private final CallDesk desk;
    private final CallPage page;
    private final WayBack wayBack;
    private final Clock clock;

    CallController(CallDesk desk, CallPage page, WayBack wayBack, Clock clock) {
        this.desk = desk;
        this.page = page;
        this.wayBack = wayBack;
        this.clock = clock;
    }

    @GetMapping(PATH)
    ResponseEntity<String> show(
            @RequestParam(defaultValue = "") String taskId,
            @RequestParam(required = false) String callbackUrl,
            HttpServletRequest request) {
        CallWords words = words(request);
        return desk.find(taskId)
                .map(call -> answer(
                        HttpStatus.OK,
                        words,
                        page.write(call, back(callbackUrl, request).orElse(null), clock.instant(), words)))
                .orElseGet(() -> notOpen(taskId, words));
    }

    @PostMapping(PATH)
    ResponseEntity<String> complete(
            @RequestParam(defaultValue = "") String taskId,
            @RequestParam(defaultValue = "") String result,
            @RequestParam(required = false) String callbackUrl,
            HttpServletRequest request) {
        if (!result.equals("reached") && !result.equals("not-reached")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "result has to be reached or not-reached");
        }
        CallWords words = words(request);
        boolean completed;
        try {
            completed = desk.complete(taskId, result.equals("reached"));
        } catch (AuthorizationException e) {
            return answer(HttpStatus.FORBIDDEN, words, page.write("forbidden", words));
        }
        if (!completed) {
            return notOpen(taskId, words);
        }
        return back(callbackUrl, request)
                .map(place -> ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(place)
                        .cacheControl(CacheControl.noStore())
                        .<String>build())
                .orElseGet(() -> answer(HttpStatus.OK, words, page.write("done", words)));
    }

    private ResponseEntity<String> notOpen(String taskId, CallWords words) {
        return desk.isOver(taskId)
                ? answer(HttpStatus.GONE, words, page.write("over", words))
                : answer(HttpStatus.NOT_FOUND, words, page.write("unknown", words));
    }

    private Optional<URI> back(String callbackUrl, HttpServletRequest request) {
        return wayBack.from(callbackUrl, request.getHeader(HttpHeaders.HOST));
    }

    private static CallWords words(HttpServletRequest request) {
        return CallWords.in(Collections.list(request.getLocales()));
    }

    private static ResponseEntity<String> answer(HttpStatus status, CallWords words, String html) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, words.language())
                // with no-referrer a browser would send its form as one of a page without origin, which is refused
                .header("Referrer-Policy", "same-origin")
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("Content-Security-Policy", POLICY)
                .body(html);
    }
}
