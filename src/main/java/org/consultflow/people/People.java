package org.consultflow.people;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.consultflow.crypto.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Patients and providers, found by role and reference; contact data is sealed in the row. An opt-out belongs to channel and
 * address, not to the person's record.
 */
@Repository
public class People {

    private final JdbcClient jdbc;
    private final Vault vault;
    private final ObjectMapper json;
    private final Clock clock;

    People(JdbcClient jdbc, Vault vault, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Registers who takes part in a booking. A person known by role and reference keeps the id and gets the new details:
     * the newest booking knows best.
     *
     * @return the person's id
     */
    @Transactional
    public UUID register(Role role, PersonDetails details) {
        return jdbc.sql(
                        """
                        insert into person (id, role, reference, sealed, created_at, updated_at)
                        values (:id, :role, :reference, :sealed, :now, :now)
                        on conflict (role, reference) do update
                        set sealed = excluded.sealed, updated_at = excluded.updated_at
                        returning id""")
                .param("id", UUID.randomUUID())
                .param("role", role.word())
                .param("reference", details.reference())
                .param("sealed", vault.seal(write(details)))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    /** @throws org.springframework.dao.EmptyResultDataAccessException if there is no such person */
    public Person get(UUID id) {
        return jdbc.sql("select role, sealed from person where id = :id")
                .param("id", id)
                .query((row, number) -> {
                    PersonDetails details = read(vault.open(row.getBytes("sealed")));
                    return new Person(
                            id,
                            Role.valueOf(row.getString("role").toUpperCase(java.util.Locale.ROOT)),
                            details.reference(),
                            details.name(),
                            details.email(),
                            details.phone(),
                            details.locale(),
                            details.consent(),
                            details.photoUrl());
                })
                .single();
    }

    /**
     * Obeys a "stop": nothing more is sent to this address on this channel.
     *
     * @param source where it was said, such as {@code twilio-21610}
     */
    @Transactional
    public void optOut(String channel, String address, String source) {
        jdbc.sql(
                        """
                        insert into opt_out (channel, address_key, source, opted_out_at)
                        values (:channel, :key, :source, :now) on conflict (channel, address_key) do nothing""")
                .param("channel", channel)
                .param("key", addressKey(address))
                .param("source", source)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Takes a "stop" back, because the person said so: consent counts again on this channel. */
    @Transactional
    public void optIn(String channel, String address) {
        jdbc.sql("delete from opt_out where channel = :channel and address_key = :key")
                .param("channel", channel)
                .param("key", addressKey(address))
                .update();
    }

    /** Whether the owner of this address said "stop" on this channel. */
    public boolean optedOut(String channel, String address) {
        return jdbc.sql("select exists (select 1 from opt_out where channel = :channel and address_key = :key)")
                .param("channel", channel)
                .param("key", addressKey(address))
                .query(Boolean.class)
                .single();
    }

    /** A key for the address that says nothing about it. */
    public String addressKey(String address) {
        return vault.lookupKey("address", address);
    }

    private String write(PersonDetails details) {
        try {
            return json.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a person's details cannot be written", e);
        }
    }

    private PersonDetails read(String text) {
        try {
            return json.readValue(text, PersonDetails.class);
        } catch (JsonProcessingException e) {
            // the cause quotes the text, which is contact data
            throw new IllegalStateException("a person's details cannot be read");
        }
    }
}
