package org.consultflow.voice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.people.People;
import org.springframework.stereotype.Component;

/** When patient and provider may be connected by phone. */
@Component
class CallRules {

    /** As the video room's: before the start, and after the planned end. */
    static final Duration MARGIN = Duration.ofMinutes(15);

    private final People people;
    private final Clock clock;

    CallRules(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    /** @return why the two can't be connected, without contact data; empty if they can */
    Optional<String> whyNot(Consultation it) {
        if (it.type() != ConsultationType.VOICE && !it.type().hasVideoRoom()) {
            return Optional.of("a consultation of type " + it.type().word() + " is not held by phone");
        }
        if (it.status() != ConsultationStatus.CONFIRMED && it.status() != ConsultationStatus.IN_SESSION) {
            return Optional.of("a call connects the two while a consultation is confirmed or in-session; this one is "
                    + it.status().word());
        }
        Instant now = clock.instant();
        if (now.isBefore(it.schedule().start().minus(MARGIN))
                || !now.isBefore(it.schedule().end().plus(MARGIN))) {
            return Optional.of(
                    "a call is possible from 15 minutes before the start until 15 minutes after the planned end");
        }
        if (people.get(it.providerId()).phone() == null) {
            return Optional.of("the provider has no phone number");
        }
        return people.get(it.patientId()).phone() == null
                ? Optional.of("the patient has no phone number")
                : Optional.empty();
    }
}
