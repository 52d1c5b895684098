package org.consultflow.people;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What patients agreed to and prefer, by the integrator's own reference. Without contact data. */
@Service
public class Communication {

    private final JdbcClient jdbc;
    private final People people;
    private final ConsentStore consents;
    private final PreferenceStore preferences;
    private final OptOutStore optOuts;
    private final Clock clock;

    Communication(
            JdbcClient jdbc,
            People people,
            ConsentStore consents,
            PreferenceStore preferences,
            OptOutStore optOuts,
            Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.consents = consents;
        this.preferences = preferences;
        this.optOuts = optOuts;
        this.clock = clock;
    }

    /**
     * How a patient may be and would like to be written to.
     *
     * @param consents what was said about consent
     * @param preferences what the patient prefers
     * @param optOuts by channel, what was said from the address that the patient has now, oldest first
     */
    public record State(Consents consents, Preferences preferences, Map<String, List<OptOutEvent>> optOuts) {}

    /** @throws PersonNotFoundException if there is no such patient */
    @Transactional(readOnly = true)
    public State of(String reference) {
        UUID id = patient(reference, "");
        Person person = people.get(id);
        Map<String, List<OptOutEvent>> said = Stream.of(person.email(), person.phone())
                .filter(address -> address != null)
                .flatMap(address -> optOuts.historyOf(people.addressKey(address)).stream()
                        .filter(event -> person.addressOn(event.channel())
                                .filter(address::equals)
                                .isPresent()))
                .collect(Collectors.groupingBy(OptOutEvent::channel, TreeMap::new, Collectors.toList()));
        return new State(consents.of(id), preferences.of(id), said);
    }

    /**
     * Keeps what a patient said about a channel. The same said again is kept once.
     *
     * @param reference the patient
     * @param channel name of the channel
     * @param active whether the patient agrees
     * @param dateTime when it was said; null: now
     * @param source who says so, a code word
     * @throws PersonNotFoundException if there is no such patient
     */
    @Transactional
    public void consent(String reference, String channel, boolean active, Instant dateTime, String source) {
        UUID id = patient(reference, " for update");
        Consents said = consents.of(id);
        // as precise as it is kept
        Instant moment = (dateTime == null ? clock.instant() : dateTime).truncatedTo(ChronoUnit.MICROS);
        boolean known = dateTime == null
                ? said.of(channel)
                        .filter(counts -> isSame(counts, active, source))
                        .isPresent()
                : said.history().stream()
                        .filter(earlier -> earlier.channel().equals(channel))
                        .filter(earlier -> isSame(earlier, active, source))
                        .anyMatch(earlier -> earlier.dateTime().equals(moment));
        if (!known) {
            consents.append(id, channel, active, source, moment);
        }
    }

    private static boolean isSame(ConsentStatement said, boolean active, String source) {
        return said.active() == active && said.source().equals(source);
    }

    /**
     * Keeps what a patient prefers, in place of what was kept before.
     *
     * @throws PersonNotFoundException if there is no such patient
     */
    @Transactional
    public void prefer(String reference, Preferences wanted) {
        preferences.save(patient(reference, " for update"), wanted);
    }

    private UUID patient(String reference, String lock) {
        return jdbc.sql("select id from person where role = :role and reference = :reference" + lock)
                .param("role", Role.PATIENT.word())
                .param("reference", reference)
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new PersonNotFoundException(Role.PATIENT));
    }
}
