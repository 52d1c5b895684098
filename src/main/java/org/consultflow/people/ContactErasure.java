package org.consultflow.people;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.consultflow.bulk.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes names and addresses out of the rows of people. The rows stay, because consultations rest on them. */
@Component
public class ContactErasure {

    private final JdbcClient jdbc;
    private final People people;
    private final Clock clock;

    ContactErasure(JdbcClient jdbc, People people, Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.clock = clock;
    }

    private record Row(UUID id, String reference) {}

    /**
     * Erases name, addresses and picture. Reference, consent and preferences stay: who comes back brings the rest with the
     * booking, and what they withdrew stays withdrawn.
     *
     * @param ids whose
     * @param untouchedSince who was booked for after this keeps everything: the visit may be ahead
     * @return how many people had something to erase
     */
    @Transactional
    public int erase(Collection<UUID> ids, Instant untouchedSince) {
        List<Row> rows = jdbc.sql(
                        """
                        select id, reference from person
                        where id = any(cast(:ids as uuid[])) and contact_erased_at is null and updated_at < :before
                        order by id for update""")
                .param("ids", Rows.ids(ids))
                .param("before", untouchedSince.atOffset(ZoneOffset.UTC))
                .query(Row.class)
                .list();
        rows.forEach(row -> write(row.id(), row.reference()));
        return rows.size();
    }

    /**
     * Erases all that is held of one person, the reference too: nobody finds the row by it any more, and a booking with the
     * same reference makes a new one. A "stop" stays, because it belongs to the address, of which only a keyed hash is kept.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void eraseAll(UUID id) {
        String nobody = "erased-" + id;
        List.of("consent", "preference").forEach(table -> jdbc.sql("delete from " + table + " where person_id = :id")
                .param("id", id)
                .update());
        jdbc.sql("update person set reference = :nobody where id = :id")
                .param("nobody", nobody)
                .param("id", id)
                .update();
        write(id, nobody);
    }

    /** Finds a person and keeps bookings for them waiting until the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<UUID> lock(Role role, String reference) {
        return jdbc.sql("select id from person where role = :role and reference = :reference for update")
                .param("role", role.word())
                .param("reference", reference)
                .query(UUID.class)
                .optional();
    }

    /** Lookup keys of the addresses that a person has now. */
    public Set<String> addressKeys(UUID id) {
        Person person = people.get(id);
        return Stream.of(person.email(), person.phone())
                .filter(address -> address != null)
                .map(people::addressKey)
                .collect(Collectors.toSet());
    }

    private void write(UUID id, String reference) {
        jdbc.sql("update person set sealed = :sealed, contact_erased_at = :now where id = :id")
                .param("sealed", people.sealedWithoutContact(reference))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }
}
