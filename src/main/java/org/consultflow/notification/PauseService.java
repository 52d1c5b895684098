package org.consultflow.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

import org.consultflow.audit.Audit;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.delivery.Courier;
import org.consultflow.delivery.Pause;
import org.consultflow.delivery.Pauses;
import org.consultflow.people.People;
import org.consultflow.people.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ops stop messages for a time and let them go on: for the API and for Cockpit. Who did it is in the audit. One installation
 * is one clinic: to stop the clinic is to stop everything.
 */
@Service
public class PauseService {

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Pauses pauses;
    private final Courier courier;
    private final People people;
    private final Audit audit;
    private final Clock clock;

    PauseService(Pauses pauses, Courier courier, People people, Audit audit, Clock clock) {
        this.pauses = pauses;
        this.courier = courier;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Stops messages from now on. What was requested stays requested; it leaves when the pause ends, if it is still of use.
     *
     * @param wanted what is to be stopped, and until when: within 30 days, by the adjustable clock
     * @param actor as the audit takes it: {@code api}, or {@code ops:} and the id of the engine's user
     * @throws InvalidRequestException if there is no such channel or provider, or the end is not ahead
     */
    @Transactional
    public Pause start(PauseRequest wanted, String actor) {
        Instant now = clock.instant();
        Instant until = wanted.until();
        String channel = wanted.channel();
        String providerReference = wanted.providerReference();
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
            throw new InvalidRequestException("until", "must be ahead, by 30 days at most");
        }
        if (channel != null && !courier.channels().contains(channel)) {
            throw new InvalidRequestException(
                    "channel", "must be a channel with a route: " + new TreeSet<>(courier.channels()));
        }
        UUID provider = providerReference == null ? null : provider(providerReference);
        Pause pause = pauses.start(wanted.kind(), channel, provider, providerReference, until, wanted.reason(), actor);
        audit.record(actor, "pause-started", null, words(pause));
        return pause;
    }

    private UUID provider(String reference) {
        return people.find(Role.PROVIDER, reference)
                .orElseThrow(() -> new InvalidRequestException(
                        "providerReference", "must be a provider's: a provider is known from the first booking on"));
    }

    private static String words(Pause pause) {
        StringBuilder words = new StringBuilder("pause=").append(pause.id());
        append(words, "kind", pause.kind());
        append(words, "channel", pause.channel());
        append(words, "provider", pause.providerId());
        return words.append(" until=").append(BASIC.format(pause.until())).toString();
    }

    private static void append(StringBuilder words, String name, Object value) {
        if (value != null) {
            words.append(' ').append(name).append('=').append(value);
        }
    }

    /** The pauses in force, the first to end first, each with how much it holds. */
    @Transactional(readOnly = true)
    public List<Pause> inForce() {
        return pauses.inForce();
    }

    /**
     * Ends a pause before its time; what it held is released within a second.
     *
     * @param actor as the audit takes it
     * @return the pause; empty if there is none of this id in force
     */
    @Transactional
    public Optional<Pause> end(UUID id, String actor) {
        Optional<Pause> ended = pauses.end(id, actor);
        ended.ifPresent(pause -> audit.record(actor, "pause-ended", null, "pause=" + id));
        return ended;
    }
}
