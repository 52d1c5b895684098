package org.consultflow.video;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import io.swagger.v3.oas.annotations.Hidden;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Schedule;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
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

    private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src ";

    /** Whoever tries a camera wants to be sure that nobody watches: the browser itself sees to it that nothing leaves. */
    private static final String NOTHING_LEAVES = POLICY + "'none'";

    private static final String LOOKS_AGAIN = POLICY + "'self'";

    /** Twilio's client speaks to Twilio; https beside wss is what it falls back to for its certificates and regions. */
    private static final String SPEAKS_TO_TWILIO = LOOKS_AGAIN + " https://*.twilio.com wss://*.twilio.com";

    private static final String DEVICES = "camera=(self), microphone=(self), geolocation=()";
    static final String CALL = DEVICES + ", display-capture=(self), speaker-selection=(self), autoplay=(self)";

    private final JoinDoor door;
    private final JoinPage page;
    private final VisitCalendars calendars;
    private final Clock clock;
    private final String client;

    JoinController(
            JoinDoor door,
            JoinPage page,
            VisitCalendars calendars,
            Clock clock,
            @Value("${consultflow.video.client}") String client) {
        this.door = door;
        this.page = page;
        this.calendars = calendars;
        this.client = client;
        this.clock = clock;
    }

    @GetMapping("/join/{token}")
    ResponseEntity<String> join(@PathVariable String token, HttpServletRequest request) {
        JoinWords words = JoinWords.in(Collections.list(request.getLocales()));
        Instant now = clock.instant();
        Optional<Guest> guest = door.look(token);
        JoinState state = guest.map(Guest::state).orElse(JoinState.INVALID);
        Schedule shown = state == JoinState.MOVED
                ? null
                : guest.map(Guest::consultation).map(Consultation::schedule).orElse(null);
        ResponseEntity.BodyBuilder answer = answer(status(state), words, policyOf(client));
        if (state.mayChange()) {
            // the visit begins on the page that is already open
            answer.header("Permissions-Policy", CALL);
        }
        return answer.body(page.write(new JoinPage.Shown(state, shown, token, me(guest), client), now, words));
    }

    /** The visit for the visitor's own calendar; there is none for a visit that is over or does not take place. */
    @GetMapping("/join/{token}/visit.ics")
    ResponseEntity<String> calendar(@PathVariable String token, HttpServletRequest request) {
        JoinWords words = JoinWords.in(Collections.list(request.getLocales()));
        return door.look(token)
                .filter(guest -> guest.state().mayChange())
                .map(guest -> ResponseEntity.ok()
                        .contentType(CALENDAR)
                        .cacheControl(CacheControl.noStore())
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename("visit.ics")
                                        .build()
                                        .toString())
                        .body(page.writeCalendar(calendars, guest.consultation(), words)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @GetMapping("/join/test")
    ResponseEntity<String> test(HttpServletRequest request) {
        JoinWords words = JoinWords.in(Collections.list(request.getLocales()));
        return answer(HttpStatus.OK, words, NOTHING_LEAVES)
                .header("Permissions-Policy", DEVICES)
                .body(page.writeTest(words));
    }

    /** What a page that holds calls may speak to. @param client which provider of calls */
    static String policyOf(String client) {
        return client.equals("twilio") ? SPEAKS_TO_TWILIO : LOOKS_AGAIN;
    }

    static ResponseEntity.BodyBuilder answer(HttpStatus status, JoinWords words, String policy) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, words.language())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("Content-Security-Policy", policy);
    }

    private static Participant me(Optional<Guest> guest) {
        return guest.map(Guest::participant).orElse(null);
    }

    private static HttpStatus status(JoinState state) {
        return switch (state) {
            case INVALID -> HttpStatus.NOT_FOUND;
            case MOVED -> HttpStatus.GONE;
            default -> HttpStatus.OK;
        };
    }
}
