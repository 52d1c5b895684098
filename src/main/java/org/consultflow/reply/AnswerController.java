package org.consultflow.reply;

import java.nio.charset.StandardCharsets;
import java.util.Collections;

import jakarta.servlet.http.HttpServletRequest;

import io.swagger.v3.oas.annotations.Hidden;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.page.PageWords;
import org.consultflow.reply.AnswerDesk.View;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page behind an answer link. Looking at it changes nothing, because mail scanners and messengers open every link; only
 * its buttons do.
 */
@Controller
@Hidden
class AnswerController {

    private static final String PATH = "/answer/{token}";
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    private final AnswerDesk desk;
    private final AnswerPage page;

    AnswerController(AnswerDesk desk, AnswerPage page) {
        this.desk = desk;
        this.page = page;
    }

    /** @param sure {@code cancel}: the page that asks once more */
    @GetMapping(PATH)
    ResponseEntity<String> show(
            @PathVariable String token, @RequestParam(defaultValue = "") String sure, HttpServletRequest request) {
        return show(desk.look(token), sure.equals(Answer.CANCEL.word()), request);
    }

    /** @param answer {@code confirm}, {@code cancel} or {@code another-time} */
    @PostMapping(PATH)
    ResponseEntity<String> answer(
            @PathVariable String token, @RequestParam(defaultValue = "") String answer, HttpServletRequest request) {
        Answer given = Answer.of(answer)
                .orElseThrow(() -> new InvalidRequestException("answer", "has to be confirm, cancel or another-time"));
        return show(desk.answer(token, given), false, request);
    }

    private ResponseEntity<String> show(View view, boolean sure, HttpServletRequest request) {
        PageWords words = PageWords.of("answer", Collections.list(request.getLocales()));
        return ResponseEntity.status(status(view.state()))
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, words.language())
                // with no-referrer a browser would send the form as one of a page without origin, which is refused
                .header("Referrer-Policy", "same-origin")
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("Content-Security-Policy", POLICY)
                .body(page.write(view, sure, words));
    }

    private static HttpStatus status(AnswerState state) {
        return switch (state) {
            case UNKNOWN -> HttpStatus.NOT_FOUND;
            case MOVED, EXPIRED -> HttpStatus.GONE;
            case LATER -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> HttpStatus.OK;
        };
    }
}
