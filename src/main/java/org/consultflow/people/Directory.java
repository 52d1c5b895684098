package org.consultflow.people;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.dao.EmptyResultDataAccessException;

/** Some people as they were at one moment, with all that decides how they may be written to. */
public final class Directory {

    private final Map<UUID, Supplier<Person>> people;
    private final Map<UUID, Preferences> preferences;
    private final Function<String, String> keys;
    private final Map<String, String> keyOf = new HashMap<>();
    private final Function<Collection<String>, Set<OptOut>> optOuts;
    private Set<OptOut> optedOut;

    Directory(
            Map<UUID, Supplier<Person>> people,
            Map<UUID, Preferences> preferences,
            Function<String, String> keys,
            Function<Collection<String>, Set<OptOut>> optOuts) {
        this.people = people;
        this.preferences = preferences;
        this.keys = keys;
        this.optOuts = optOuts;
    }

    /**
     * @throws EmptyResultDataAccessException if there is no such person
     * @throws IllegalStateException if the person's details cannot be read
     */
    public Person get(UUID id) {
        Supplier<Person> person = people.get(id);
        if (person == null) {
            throw new EmptyResultDataAccessException(1);
        }
        return person.get();
    }

    /** How the person would like to be written to. */
    public Preferences preferences(UUID id) {
        return preferences.getOrDefault(id, Preferences.NONE);
    }

    /** A key for the address that says nothing about it. */
    public String addressKey(String address) {
        return keyOf.computeIfAbsent(address, keys);
    }

    /** Whether the owner of this address, which is one of these people's, said "stop" on this channel. */
    public boolean optedOut(String channel, String address) {
        if (optedOut == null) {
            optedOut = optOuts.apply(people.values().stream()
                    .flatMap(Directory::addresses)
                    .map(this::addressKey)
                    .collect(Collectors.toSet()));
        }
        return optedOut.contains(new OptOut(channel, addressKey(address)));
    }

    private static Stream<String> addresses(Supplier<Person> person) {
        try {
            return Stream.of(
                            Optional.ofNullable(person.get().email()),
                            Optional.ofNullable(person.get().phone()))
                    .flatMap(Optional::stream);
        } catch (IllegalStateException unreadable) {
            return Stream.empty();
        }
    }

    /** Somebody said "stop". */
    record OptOut(String channel, String addressKey) {}
}
