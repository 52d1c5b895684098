package org.consultflow.people;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import org.consultflow.bulk.Rows;
import org.consultflow.bulk.TimeOrderedIds;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes down who takes part in bookings, and what they agree to. */
final class Registry {

    private static final Rows<Row> PERSONS = Rows.of("v", Row.class);

    private final JdbcClient jdbc;
    private final ConsentStore consents;
    private final PreferenceStore preferences;
    private final SealedDetails sealing;
    private final Clock clock;

    Registry(JdbcClient jdbc, ConsentStore consents, PreferenceStore preferences, SealedDetails sealing, Clock clock) {
        this.jdbc = jdbc;
        this.consents = consents;
        this.preferences = preferences;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** See {@link People#register(List)}. */
    List<Map<Role, UUID>> register(List<Map<Role, PersonDetails>> bookings) {
        SortedMap<Who, PersonDetails> booked = new TreeMap<>();
        bookings.forEach(
                booking -> booking.forEach((role, details) -> booked.put(new Who(role, details.reference()), details)));
        Map<Who, UUID> ids = write(booked);
        return bookings.stream()
                .map(booking -> {
                    Map<Role, UUID> its = new EnumMap<>(Role.class);
                    booking.forEach((role, details) -> its.put(role, ids.get(new Who(role, details.reference()))));
                    return its;
                })
                .toList();
    }

    private Map<Who, UUID> write(SortedMap<Who, PersonDetails> booked) {
        Instant now = clock.instant();
        List<Row> rows = booked.entrySet().stream()
                .map(person -> row(person.getKey(), person.getValue(), now))
                .toList();
        Map<Who, UUID> ids = new HashMap<>();
        jdbc.sql(
                        """
                        insert into person (id, role, reference, sealed, created_at, updated_at)
                        select id, role, reference, sealed, created_at, updated_at
                        from %s
                        on conflict (role, reference) do update
                        set sealed = excluded.sealed, updated_at = excluded.updated_at,
                            contact_erased_at = null
                        returning id, role, reference"""
                                .formatted(PERSONS.from()))
                .params(PERSONS.values(rows))
                .query((RowCallbackHandler) row -> ids.put(
                        new Who(Role.of(row.getString("role")), row.getString("reference")),
                        row.getObject("id", UUID.class)));
        Map<UUID, PersonDetails> patients = new LinkedHashMap<>();
        booked.forEach((who, details) -> {
            if (who.role() == Role.PATIENT) {
                patients.put(ids.get(who), details);
            }
        });
        if (!patients.isEmpty()) {
            agree(patients, rows.stream().map(Row::id).collect(Collectors.toSet()));
        }
        return ids;
    }

    /** @param newIds of these, who was not known before */
    private void agree(Map<UUID, PersonDetails> patients, Set<UUID> newIds) {
        patients.keySet().stream().filter(newIds::contains).forEach(preferences::nothingSaidBy);
        Set<UUID> known = patients.keySet().stream()
                .filter(patient -> !newIds.contains(patient))
                .collect(Collectors.toSet());
        if (known.size() > 1) {
            preferences.readAhead(known);
        }
        consents.booked(patients, known.isEmpty() ? Map.of() : consents.of(known));
    }

    private Row row(Who who, PersonDetails details, Instant now) {
        return new Row(TimeOrderedIds.next(), who.role().word(), who.reference(), sealing.seal(details), now, now);
    }

    /** By what a person is known. */
    private record Who(Role role, String reference) implements Comparable<Who> {
        @Override
        public int compareTo(Who other) {
            return Comparator.comparing(Who::role).thenComparing(Who::reference).compare(this, other);
        }
    }

    /** The row of {@code person}; its components are named as the columns. */
    private record Row(UUID id, String role, String reference, byte[] sealed, Instant createdAt, Instant updatedAt) {}
}
