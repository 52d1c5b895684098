package org.consultflow.video;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import io.swagger.v3.oas.annotations.Hidden;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.Schedule;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The page behind a join link, and the camera and microphone test. Looking at them changes nothing: messengers open links to
 * show what is behind them.
 */
@Controller
@Hidden
class JoinController {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src ";

    /** Whoever tries a camera wants to be sure that nobody watches: the browser itself sees to it that nothing leaves. */
    private static final String NOTHING_LEAVES = POLICY + "'none'";

    private static final String LOOKS_AGAIN = POLICY + "'self'";

    private final SignedJoinLinks links;
    private final Consultations consultations;
    private final StoredRooms rooms;
    private final JoinPage page;
    private final Clock clock;

    JoinController(SignedJoinLinks links, Consultations consultations, StoredRooms rooms, JoinPage page, Clock clock) {
        this.links = links;
        this.consultations = consultations;
        this.rooms = rooms;
        this.page = page;
        this.clock = clock;
    }

    @GetMapping("/join/{token}")
    ResponseEntity<String> join(@PathVariable String token, HttpServletRequest request) {
        JoinWords words = JoinWords.in(Collections.list(request.getLocales()));
        Instant now = clock.instant();
        Optional<JoinTicket> ticket = links.verify(token);
        Optional<Consultation> consultation =
                ticket.map(JoinTicket::consultationId).flatMap(consultations::find);
        JoinState state = consultation
                .map(found -> JoinState.of(found, ticket.get().revision(), roomOf(found), now))
                .orElse(JoinState.INVALID);
        Schedule shown = state == JoinState.MOVED
                ? null
                : consultation.map(Consultation::schedule).orElse(null);
        return answer(status(state), words, LOOKS_AGAIN).body(page.write(state, shown, now, words));
    }

    @GetMapping("/join/test")
    ResponseEntity<String> test(HttpServletRequest request) {
        JoinWords words = JoinWords.in(Collections.list(request.getLocales()));
        return answer(HttpStatus.OK, words, NOTHING_LEAVES)
                .header("Permissions-Policy", "camera=(self), microphone=(self), geolocation=()")
                .body(page.writeTest(words));
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status, JoinWords words, String policy) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, words.language())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("Content-Security-Policy", policy);
    }

    private RoomStatus roomOf(Consultation consultation) {
        return rooms.find(consultation.id()).map(StoredRoom::status).orElse(RoomStatus.RESERVED);
    }

    private static HttpStatus status(JoinState state) {
        return switch (state) {
            case INVALID -> HttpStatus.NOT_FOUND;
            case MOVED -> HttpStatus.GONE;
            default -> HttpStatus.OK;
        };
    }
}
