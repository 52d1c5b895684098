package org.consultflow.video;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import io.swagger.v3.oas.annotations.Hidden;
import org.consultflow.video.SessionLinks.Owner;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page behind a link to somebody's list of sessions. Looking at it changes nothing. */
@Controller
@Hidden
class SessionsController {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";

    private final SessionLinks links;
    private final SessionsPage page;

    SessionsController(SessionLinks links, SessionsPage page) {
        this.links = links;
        this.page = page;
    }

    @GetMapping("/sessions/{token}")
    ResponseEntity<String> sessions(@PathVariable String token, HttpServletRequest request) {
        JoinWords words = JoinWords.of("sessions", Collections.list(request.getLocales()));
        Optional<Owner> owner = links.verify(token);
        return ResponseEntity.status(owner.isPresent() ? HttpStatus.OK : HttpStatus.NOT_FOUND)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, words.language())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("Content-Security-Policy", POLICY)
                .body(owner.map(known -> page.write(known, words)).orElseGet(() -> page.writeInvalid(words)));
    }
}
