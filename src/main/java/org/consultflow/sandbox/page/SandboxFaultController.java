package org.consultflow.sandbox.page;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.Hidden;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.sandbox.faults.Fault;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.sandbox.faults.Faults;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What is to go wrong at the stand-ins. */
@Hidden
@RestController
@RequestMapping("/sandbox/faults")
@ConditionalOnProperty("consultflow.sandbox.page")
class SandboxFaultController {

    private final ObjectProvider<Faults> faults;

    SandboxFaultController(ObjectProvider<Faults> faults) {
        this.faults = faults;
    }

    /** @param to number in E.164 or e-mail address; null for whoever is next */
    record Wish(String channel, String fault, Integer times, String to) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Fault add(@RequestBody Wish wish) {
        FaultKind kind = FaultKind.of(wish.fault() == null ? "" : wish.fault())
                .orElseThrow(() -> new InvalidRequestException("fault", "must be one of " + words()));
        try {
            String channel = wish.channel() == null ? Fault.ANY : wish.channel();
            return standIns().add(channel, kind, wish.times(), wish.to());
        } catch (IllegalArgumentException broken) {
            String[] fieldAndRule = broken.getMessage().split(" ", 2);
            throw new InvalidRequestException(fieldAndRule[0], fieldAndRule[1]);
        }
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear() {
        standIns().clear();
    }

    private Faults standIns() {
        Faults available = faults.getIfAvailable();
        if (available == null) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "no stand-in is in use: nothing can go wrong on order");
        }
        return available;
    }

    private static String words() {
        return Arrays.stream(FaultKind.values()).map(FaultKind::word).collect(Collectors.joining(", "));
    }
}
