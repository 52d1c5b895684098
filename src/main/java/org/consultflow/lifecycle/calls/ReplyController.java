package org.consultflow.lifecycle.calls;

import java.net.URI;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import io.swagger.v3.oas.annotations.Hidden;
import org.camunda.bpm.engine.AuthorizationException;
import org.consultflow.consultation.ProcessSuspendedException;
import org.consultflow.lifecycle.calls.ReplyDesk.Completion;
import org.consultflow.page.PageWords;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The form of the task {@code task-answer-patient}: Tasklist links to it. Looking at it changes nothing. */
@Controller
@Hidden
class ReplyController {

    private static final String PATH = "/replies";
    private static final Set<String> RESULTS = Set.of("answered", "no-answer-needed");

    private final ReplyDesk desk;
    private final ReplyPage page;
    private final WayBack wayBack;

    ReplyController(ReplyDesk desk, ReplyPage page, WayBack wayBack) {
        this.desk = desk;
        this.page = page;
        this.wayBack = wayBack;
    }

    @GetMapping(PATH)
    ResponseEntity<String> show(
            @RequestParam(defaultValue = "") String taskId,
            @RequestParam(required = false) String callbackUrl,
            HttpServletRequest request) {
        return show(taskId, false, callbackUrl, request);
    }

    @PostMapping(PATH)
    ResponseEntity<String> complete(
            @RequestParam(defaultValue = "") String taskId,
            @RequestParam(defaultValue = "") String result,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(required = false) String callbackUrl,
            HttpServletRequest request) {
        if (!RESULTS.contains(result)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "result has to be answered or no-answer-needed");
        }
        PageWords words = words(request);
        Completion completion;
        try {
            completion = desk.complete(taskId, result, seen);
        } catch (AuthorizationException e) {
            return DeskAnswer.page(HttpStatus.FORBIDDEN, words, page.write("forbidden", words));
        } catch (ProcessSuspendedException e) {
            return DeskAnswer.page(HttpStatus.SERVICE_UNAVAILABLE, words, page.write("suspended", words));
        }
        return switch (completion) {
            case NOT_OPEN -> notOpen(taskId, words);
            case MORE_CAME -> show(taskId, true, callbackUrl, request);
            case DONE ->
                back(callbackUrl, request)
                        .map(DeskAnswer::leadsTo)
                        .orElseGet(() -> DeskAnswer.page(HttpStatus.OK, words, page.write("done", words)));
        };
    }

    private ResponseEntity<String> show(
            String taskId, boolean moreCame, String callbackUrl, HttpServletRequest request) {
        PageWords words = words(request);
        return desk.find(taskId)
                .map(item -> DeskAnswer.page(
                        moreCame ? HttpStatus.CONFLICT : HttpStatus.OK,
                        words,
                        page.write(
                                taskId,
                                item,
                                moreCame,
                                back(callbackUrl, request).orElse(null),
                                words)))
                .orElseGet(() -> notOpen(taskId, words));
    }

    private ResponseEntity<String> notOpen(String taskId, PageWords words) {
        return desk.isOver(taskId)
                ? DeskAnswer.page(HttpStatus.GONE, words, page.write("over", words))
                : DeskAnswer.page(HttpStatus.NOT_FOUND, words, page.write("unknown", words));
    }

    private Optional<URI> back(String callbackUrl, HttpServletRequest request) {
        return wayBack.from(callbackUrl, request.getHeader(HttpHeaders.HOST));
    }

    private static PageWords words(HttpServletRequest request) {
        return ReplyPage.words(Collections.list(request.getLocales()));
    }
}
