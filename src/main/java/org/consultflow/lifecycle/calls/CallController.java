package org.consultflow.lifecycle.calls;

import java.net.URI;
import java.time.Clock;
import java.util.Collections;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import io.swagger.v3.oas.annotations.Hidden;
import org.camunda.bpm.engine.AuthorizationException;
import org.consultflow.consultation.ProcessSuspendedException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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
                .map(call -> DeskAnswer.page(
                        HttpStatus.OK,
                        words.page(),
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
            return DeskAnswer.page(HttpStatus.FORBIDDEN, words.page(), page.write("forbidden", words));
        } catch (ProcessSuspendedException e) {
            return DeskAnswer.page(HttpStatus.SERVICE_UNAVAILABLE, words.page(), page.write("suspended", words));
        }
        if (!completed) {
            return notOpen(taskId, words);
        }
        return back(callbackUrl, request)
                .map(DeskAnswer::leadsTo)
                .orElseGet(() -> DeskAnswer.page(HttpStatus.OK, words.page(), page.write("done", words)));
    }

    private ResponseEntity<String> notOpen(String taskId, CallWords words) {
        return desk.isOver(taskId)
                ? DeskAnswer.page(HttpStatus.GONE, words.page(), page.write("over", words))
                : DeskAnswer.page(HttpStatus.NOT_FOUND, words.page(), page.write("unknown", words));
    }

    private Optional<URI> back(String callbackUrl, HttpServletRequest request) {
        return wayBack.from(callbackUrl, request.getHeader(HttpHeaders.HOST));
    }

    private static CallWords words(HttpServletRequest request) {
        return CallWords.in(Collections.list(request.getLocales()));
    }
}
