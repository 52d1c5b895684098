package org.consultflow.people;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.consultflow.crypto.Vault;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Brings the consent that was sealed with the contact data, where no SQL can read it, into its own table. Once. */
@Component
class CarryConsentOver implements JavaMigration {

    private static final Logger LOG = LoggerFactory.getLogger(CarryConsentOver.class);

    private final Vault vault;
    private final ObjectMapper json;

    CarryConsentOver(Vault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("3.1");
    }

    @Override
    public String getDescription() {
        return "carry consent over";
    }

    @Override
    public Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        int unreadable = 0;
        try (Statement persons = connection.createStatement();
                PreparedStatement consent = connection.prepareStatement(
                        """
                        insert into consent (person_id, channel, status, source, stated_at, recorded_at)
                        select id, ?, 'active', ?, updated_at, updated_at from person where id = ?""")) {
            persons.setFetchSize(1000);
            ResultSet person = persons.executeQuery("select id, sealed from person where role = 'patient'");
            while (person.next()) {
                unreadable += carryOver(person.getObject("id", UUID.class), person.getBytes("sealed"), consent) ? 0 : 1;
            }
        }
        if (unreadable > 0) {
            LOG.warn("{} patients cannot be read, and so not written to either: their consent is lost", unreadable);
        }
    }

    private boolean carryOver(UUID person, byte[] sealed, PreparedStatement consent) throws SQLException {
        JsonNode details;
        try {
            details = json.readTree(vault.open(sealed));
        } catch (IllegalStateException | JsonProcessingException unreadable) {
            return false;
        }
        for (JsonNode channel : details.path("consent")) {
            consent.setString(1, channel.asText());
            // whether it was said or assumed was not kept
            consent.setString(2, Consents.BOOKING);
            consent.setObject(3, person);
            consent.executeUpdate();
        }
        return true;
    }
}
