package org.consultflow.consultation;

import java.util.List;
import java.util.Map;

import org.consultflow.people.PersonNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Errors as RFC 9457 problem details that name the field and the rule, never the value. */
@RestControllerAdvice
@Order(0)
class ProblemDetails {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemDetails.class);

    @ExceptionHandler
    ProblemDetail invalid(InvalidRequestException e) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "The request breaks a rule", e.getMessage());
        List<Map<String, String>> errors = e.violations().stream()
                .map(broken -> Map.of("field", broken.field(), "rule", broken.rule()))
                .toList();
        problem.setProperty("errors", errors);
        return problem;
    }

    @ExceptionHandler
    ProblemDetail notFound(ConsultationNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "Not found", e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail notFound(PersonNotFoundException e) {
        return problem(HttpStatus.NOT_FOUND, "Not found", e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail conflict(StateConflictException e) {
        return problem(HttpStatus.CONFLICT, "The state forbids it", e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail unreadable(HttpMessageNotReadableException e) {
        return invalid(new InvalidRequestException("body", "must be valid JSON"));
    }

    @ExceptionHandler
    ProblemDetail wrongType(MethodArgumentTypeMismatchException e) {
        return e.getName().equals("id")
                ? problem(HttpStatus.NOT_FOUND, "Not found", "there is no consultation of this id: an id is a UUID")
                : invalid(new InvalidRequestException(e.getName(), "has the wrong form"));
    }

    @ExceptionHandler
    ProblemDetail busy(org.springframework.dao.ConcurrencyFailureException e) {
        LOG.warn("a command gave up after several tries: {}", e.getClass().getSimpleName());
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Busy",
                "the consultation is being changed by somebody else; nothing was changed: try again");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(BookingsBusyException e) {
        LOG.warn("a booking waited for its turn in vain");
        return ResponseEntity.of(problem(HttpStatus.SERVICE_UNAVAILABLE, "Busy", e.getMessage()))
                .header(HttpHeaders.RETRY_AFTER, Integer.toString(BookingsBusyException.RETRY_AFTER_SECONDS))
                .build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> suspended(ProcessSuspendedException e) {
        ProblemDetail problem = problem(HttpStatus.SERVICE_UNAVAILABLE, "Suspended", e.getMessage());
        problem.setProperty("code", "process-suspended");
        return ResponseEntity.of(problem)
                .header(HttpHeaders.RETRY_AFTER, Integer.toString(ProcessSuspendedException.RETRY_AFTER_SECONDS))
                .build();
    }

    private static ProblemDetail problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return problem;
    }
}
