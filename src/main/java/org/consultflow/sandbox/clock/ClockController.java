package org.consultflow.sandbox.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

import com.fasterxml.jackson.databind.JsonNode;
import org.consultflow.consultation.InvalidRequestException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /sandbox/clock}: what time it is, and how to move on. */
@RestController
@RequestMapping("/sandbox/clock")
@ConditionalOnProperty(name = "consultflow.clock", havingValue = "adjustable")
class ClockController {

    private static final Duration LONGEST_MOVE = Duration.ofDays(366);

    private final ClockMover mover;
    private final Clock clock;

    ClockController(ClockMover mover, Clock clock) {
        this.mover = mover;
        this.clock = clock;
    }

    /** @param now by the adjustable clock */
    record Now(Instant now) {}

    @GetMapping
    Now now() {
        return new Now(clock.instant());
    }

    /** {@code {"advance": "PT2H"}} or {@code {"to": "2026-12-01T09:00:00+11:00"}}; answers when all is done. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Now move(@RequestBody JsonNode request) {
        JsonNode advance = request.path("advance");
        JsonNode to = request.path("to");
        if (present(advance) == present(to)) {
            throw new InvalidRequestException("advance", "or to must be given, one of the two");
        }
        return new Now(present(advance) ? mover.advance(duration(advance)) : mover.moveTo(moment(to)));
    }

    private static boolean present(JsonNode field) {
        return !field.isMissingNode() && !field.isNull();
    }

    private static Duration duration(JsonNode field) {
        Duration duration;
        try {
            duration = Duration.parse(field.isTextual() ? field.textValue() : "");
        } catch (DateTimeParseException notADuration) {
            throw new InvalidRequestException("advance", "must be an ISO 8601 duration such as PT2H");
        }
        if (duration.isNegative()) {
            throw new InvalidRequestException("advance", "must not be negative: the clock only goes forwards");
        }
        if (duration.compareTo(LONGEST_MOVE) > 0) {
            throw new InvalidRequestException("advance", "must be 366 days at most");
        }
        return duration;
    }

    private Instant moment(JsonNode field) {
        Instant moment;
        try {
            moment = OffsetDateTime.parse(field.isTextual() ? field.textValue() : "")
                    .toInstant();
        } catch (DateTimeParseException notAnInstant) {
            throw new InvalidRequestException(
                    "to", "must be an ISO 8601 instant with offset such as 2026-12-01T09:00:00+11:00");
        }
        Instant now = clock.instant();
        if (moment.isBefore(now)) {
            throw new InvalidRequestException("to", "must not be past: the clock only goes forwards");
        }
        if (moment.isAfter(now.plus(LONGEST_MOVE))) {
            throw new InvalidRequestException("to", "must be 366 days ahead at most");
        }
        return moment;
    }

    @ExceptionHandler
    ProblemDetail busy(ClockBusyException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
    }
}
