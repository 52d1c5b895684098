package org.consultflow.people;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.consultflow.bulk.Rows;
import org.consultflow.crypto.Vault;
import org.consultflow.people.Directory.OptOut;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Patients and providers, known by role and reference; contact data is sealed in the row. An opt-out belongs to channel and
 * address, not to the person's record.
 */
@Repository
public class People {

    private final JdbcClient jdbc;
    private final ConsentStore consents;
    private final PreferenceStore preferences;
    private final OptOutStore optOuts;
    private final Vault vault;
    private final SealedDetails sealing;
    private final Registry registry;

    People(
            JdbcClient jdbc,
            ConsentStore consents,
            PreferenceStore preferences,
            OptOutStore optOuts,
            Vault vault,
            ObjectMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.consents = consents;
        this.preferences = preferences;
        this.optOuts = optOuts;
        this.vault = vault;
        this.sealing = new SealedDetails(vault, json);
        this.registry = new Registry(jdbc, consents, preferences, sealing, clock);
    }

    /** As {@link #register(Map)}, of one person. */
    @Transactional
    public UUID register(Role role, PersonDetails details) {
        return register(Map.of(role, details)).get(role);
    }

    /** As {@link #register(List)}, for one booking. */
    @Transactional
    public Map<Role, UUID> register(Map<Role, PersonDetails> booked) {
        return register(List.of(booked)).get(0);
    }

    /**
     * Registers who takes part in bookings. A person known by role and reference keeps the id and gets the new details: the
     * newest booking knows best, and of these the last. What they say about consent is one statement among others, see
     * {@link Consents}. Whoever books at the same time locks the same people in the same order.
     *
     * @param bookings a patient takes part in one of them at most
     * @return the ids, for each booking
     */
    @Transactional
    public List<Map<Role, UUID>> register(List<Map<Role, PersonDetails>> bookings) {
        return registry.register(bookings);
    }

    /** The id of who is known by role and reference. */
    public Optional<UUID> find(Role role, String reference) {
        return jdbc.sql("select id from person where role = :role and reference = :reference")
                .param("role", role.word())
                .param("reference", reference)
                .query(UUID.class)
                .optional();
    }

    /** @throws org.springframework.dao.EmptyResultDataAccessException if there is no such person */
    public Person get(UUID id) {
        return directory(List.of(id)).get(id);
    }

    /** Reads several people at once, with all that decides how they may be written to. */
    public Directory directory(Collection<UUID> ids) {
        Map<UUID, Preferences> preferred = preferences.of(ids);
        Map<UUID, Consents> said = consents.of(ids);
        Map<UUID, Supplier<Person>> people = new HashMap<>();
        jdbc.sql("select id, role, sealed from person where id = any(cast(:ids as uuid[]))")
                .param("ids", Rows.ids(ids))
                .query((RowCallbackHandler) row -> {
                    UUID id = row.getObject("id", UUID.class);
                    Role role = Role.of(row.getString("role"));
                    people.put(id, readable(id, role, row.getBytes("sealed"), preferred, said));
                });
        return new Directory(people, preferred, this::addressKey, optOuts::among);
    }

    private Supplier<Person> readable(
            UUID id, Role role, byte[] sealed, Map<UUID, Preferences> preferred, Map<UUID, Consents> said) {
        try {
            SealedDetails.Details details = sealing.open(sealed);
            Locale language = preferred.getOrDefault(id, Preferences.NONE).language();
            Person person = new Person(
                    id,
                    role,
                    details.reference(),
                    details.name(),
                    details.email(),
                    details.phone(),
                    language == null ? details.locale() : language,
                    said.getOrDefault(id, new Consents(List.of())).active(),
                    details.photoUrl());
            return () -> person;
        } catch (IllegalStateException unreadable) {
            return () -> {
                throw unreadable;
            };
        }
    }

    /**
     * Obeys a "stop": nothing more is sent to this address on this channel.
     *
     * @param source where it was said, such as {@code twilio-21610}
     */
    @Transactional
    public void optOut(String channel, String address, String source) {
        optOuts.add(channel, addressKey(address), source);
    }

    /** As {@link #optIn(String, String, String)}, said in a message. */
    @Transactional
    public void optIn(String channel, String address) {
        optIn(channel, address, "twilio-inbound-message");
    }

    /**
     * Takes a "stop" back, because the person said so: consent counts again on this channel.
     *
     * @param source where it was said
     */
    @Transactional
    public void optIn(String channel, String address, String source) {
        optOuts.remove(channel, addressKey(address), source);
    }

    /** Whether the owner of this address said "stop" on this channel. */
    public boolean optedOut(String channel, String address) {
        String key = addressKey(address);
        return optOuts.among(List.of(key)).contains(new OptOut(channel, key));
    }

    /** How the person would like to be written to. */
    public Preferences preferences(UUID id) {
        return preferences.of(id);
    }

    /** How these people would like to be written to is going to be asked in the present transaction. */
    public void readAhead(Collection<UUID> ids) {
        preferences.readAhead(ids);
    }

    /** A key for the address that says nothing about it. */
    public String addressKey(String address) {
        return vault.lookupKey("address", address);
    }

    /** What is sealed of somebody whose contact data is erased. */
    byte[] sealedWithoutContact(String reference) {
        return sealing.seal(new PersonDetails(reference, "", null, null, Locale.ENGLISH, Set.of(), false, null));
    }
}
