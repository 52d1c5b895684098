package org.consultflow.lifecycle.cockpit;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.delivery.Pause;
import org.consultflow.notification.MessageActions;
import org.consultflow.notification.PauseRequest;
import org.consultflow.notification.PauseService;
import org.springframework.stereotype.Service;

/** Stops messages for a time and lets them go on, in the name of who is logged in. */
@Service
class CockpitPauses {

    private final CockpitUser user;
    private final PauseService pauses;
    private final MessageActions messages;
    private final Clock clock;

    CockpitPauses(CockpitUser user, PauseService pauses, MessageActions messages, Clock clock) {
        this.user = user;
        this.pauses = pauses;
        this.messages = messages;
        this.clock = clock;
    }

    Pauses inForce() {
        user.mayLook();
        return new Pauses(
                clock.instant(),
                pauses.inForce(),
                messages.channels().stream().sorted(Comparator.naturalOrder()).toList(),
                user.acts());
    }

    Pause start(PauseRequest wanted) {
        return pauses.start(wanted, user.mayAct());
    }

    Map<String, String> end(String pause) {
        String actor = user.mayAct();
        pauses.end(id(pause), actor)
                .orElseThrow(() -> new StateConflictException("this pause is not in force any more"));
        return Map.of("done", "It has ended; what was held leaves.");
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("pause", "must be the id of a pause");
        }
    }

    /**
     * What is stopped at present.
     *
     * @param now by the adjustable clock
     * @param channels that can be stopped alone
     * @param mayAct whether the user may start and end pauses
     */
    record Pauses(Instant now, List<Pause> pauses, List<String> channels, boolean mayAct) {}
}
