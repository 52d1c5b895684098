package org.consultflow.operations.privacy;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import org.consultflow.audit.Audit;
import org.consultflow.consultation.PastVisits;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.delivery.Recipients;
import org.consultflow.people.ContactErasure;
import org.consultflow.people.People;
import org.consultflow.people.PersonNotFoundException;
import org.consultflow.people.Role;
import org.consultflow.privacy.PersonalData;
import org.consultflow.privacy.Subject;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Collects what all rooms hold of a person, or has all of them erase it. Both are in the audit. */
@Service
class PersonFiles {

    private final People people;
    private final ContactErasure contacts;
    private final PastVisits visits;
    private final Recipients recipients;
    private final List<PersonalData> rooms;
    private final Audit audit;
    private final Clock clock;

    PersonFiles(
            People people,
            ContactErasure contacts,
            PastVisits visits,
            Recipients recipients,
            List<PersonalData> rooms,
            Audit audit,
            Clock clock) {
        this.people = people;
        this.contacts = contacts;
        this.visits = visits;
        this.recipients = recipients;
        this.rooms = rooms;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is held, by room.
     *
     * @param exportedAt by the adjustable clock
     * @param held by name, records that can be written as JSON; a room that holds nothing has an empty list
     */
    record PersonFile(Instant exportedAt, Map<String, List<?>> held) {}

    /** @throws PersonNotFoundException if nobody of this role has this reference */
    @Transactional
    public PersonFile export(Role role, String reference) {
        UUID person = people.find(role, reference).orElseThrow(() -> new PersonNotFoundException(role));
        Subject subject = subject(role, person);
        Map<String, List<?>> held = new TreeMap<>();
        rooms.forEach(room -> held.put(room.name(), room.export(subject)));
        audit.record("api", "person-exported", null, detail(role, person));
        return new PersonFile(clock.instant(), held);
    }

    /**
     * Erases all that can be erased. For a reference of which nothing is held, or no more, nothing happens.
     *
     * @return of how many visits
     * @throws StateConflictException naming the visits, if some have not ended: who is booked has to be reached
     */
    @Transactional
    public int erase(Role role, String reference) {
        return contacts.lock(role, reference).map(person -> erase(role, person)).orElse(0);
    }

    private int erase(Role role, UUID person) {
        List<UUID> ahead = visits.notEnded(person);
        if (!ahead.isEmpty()) {
            throw new StateConflictException("nothing was erased, because these visits have not ended: "
                    + ahead.stream().limit(10).map(UUID::toString).collect(Collectors.joining(", "))
                    + "; cancel or complete them first");
        }
        Subject subject = subject(role, person);
        rooms.forEach(room -> room.erase(subject));
        audit.record("api", "person-erased", null, detail(role, person));
        return subject.consultations().size();
    }

    private Subject subject(Role role, UUID person) {
        Set<UUID> consultations = Set.copyOf(visits.of(person));
        Set<String> addresses = new HashSet<>(recipients.keysOf(consultations, role.word()));
        addresses.addAll(contacts.addressKeys(person));
        return new Subject(person, role.word(), consultations, addresses);
    }

    private static String detail(Role role, UUID person) {
        return "role=" + role.word() + " person=" + person;
    }
}
