package org.consultflow.lifecycle.calls;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.consultflow.page.PageWords;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What goes back to the browser at the desk: kept by nobody, found by nobody, and running nothing. */
final class DeskAnswer {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    private DeskAnswer() {}

    static ResponseEntity<String> page(HttpStatus status, PageWords words, String html) {
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

    static ResponseEntity<String> leadsTo(URI place) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(place)
                .cacheControl(CacheControl.noStore())
                .build();
    }
}
