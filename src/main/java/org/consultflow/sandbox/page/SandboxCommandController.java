package org.consultflow.sandbox.page;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Hidden;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationCommands;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.Party;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the page's buttons do: the same commands as the API's. */
@Hidden
@RestController
@RequestMapping("/sandbox/consultations")
@ConditionalOnProperty("consultflow.sandbox.page")
class SandboxCommandController {

    private final ConsultationCommands commands;
    private final ExampleBookings examples;
    private final StateReader state;

    SandboxCommandController(ConsultationCommands commands, ExampleBookings examples, StateReader state) {
        this.commands = commands;
        this.examples = examples;
        this.state = state;
    }

    /** The body of a command; each field may be null. */
    record Details(String by, String reason, String outcome, BigDecimal inHours) {

        private static final Details NONE = new Details(null, null, null, null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ConsultationSummary book(@RequestBody(required = false) ExampleBookings.Wish wish) {
        ExampleBookings.Wish wanted = wish == null ? new ExampleBookings.Wish(null, null, null, null, null) : wish;
        return state.summary(commands.book(null, examples.booking(wanted)));
    }

    @PostMapping("/{id}/accept")
    ConsultationSummary accept(@PathVariable UUID id) {
        return state.summary(commands.accept(id));
    }

    @PostMapping("/{id}/decline")
    ConsultationSummary decline(@PathVariable UUID id, @RequestBody(required = false) Details details) {
        return state.summary(commands.decline(id, or(details).reason()));
    }

    @PostMapping("/{id}/pay")
    ConsultationSummary pay(@PathVariable UUID id) {
        return state.summary(commands.confirmPayment(id));
    }

    @PostMapping("/{id}/cancel")
    ConsultationSummary cancel(@PathVariable UUID id, @RequestBody(required = false) Details details) {
        Details given = or(details);
        Consultation cancelled = commands.cancel(id, party(given.by()), given.reason());
        return state.summary(cancelled);
    }

    @PostMapping("/{id}/reschedule")
    ConsultationSummary reschedule(@PathVariable UUID id, @RequestBody(required = false) Details details) {
        BigDecimal inHours = or(details).inHours();
        return state.summary(
                commands.reschedule(id, examples.reschedule(inHours == null ? BigDecimal.valueOf(48) : inHours)));
    }

    @PostMapping("/{id}/complete")
    ConsultationSummary complete(@PathVariable UUID id, @RequestBody(required = false) Details details) {
        return state.summary(commands.complete(id, or(details).outcome()));
    }

    private static Details or(Details details) {
        return details == null ? Details.NONE : details;
    }

    private static Party party(String by) {
        if (by == null) {
            return Party.CLINIC;
        }
        return Arrays.stream(Party.values())
                .filter(party -> party.word().equals(by))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException("by", "must be patient, provider or clinic"));
    }
}
