package org.consultflow.people;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.consultflow.crypto.Vault;
import org.consultflow.support.TestDatabase;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

class CarryConsentOverTest {

    private final DataSource source = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final Vault vault = new Vault(Base64.getEncoder().encodeToString(new byte[32]));
    private final Vault otherVault = new Vault("AQ" + "A".repeat(41) + "=");

    @Test
    void what_was_sealed_is_told_as_of_the_booking_it_came_with() throws SQLException {
        UUID patient = person("patient", vault, "{\"name\": \"Pat Example\", \"consent\": [\"email\", \"sms\"]}");
        person("patient", vault, "{\"name\": \"Pam Example\", \"consent\": []}");
        person("patient", otherVault, "{\"consent\": [\"email\"]}");
        person("provider", vault, "{\"consent\": [\"email\"]}");

        try (Connection connection = source.getConnection()) {
            new CarryConsentOver(vault, new ObjectMapper()).migrate(context(connection));
        }

        assertThat(statements())
                .containsExactly(
                        patient + " email active booking 2026-10-01", patient + " sms active booking 2026-10-01");
    }

    private UUID person(String role, Vault sealing, String details) {
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into person (id, role, reference, sealed, created_at, updated_at)
                        values (:id, :role, :reference, :sealed, '2026-09-01T00:00Z', '2026-10-01T12:00Z')""")
                .param("id", id)
                .param("role", role)
                .param("reference", "ref-" + id)
                .param("sealed", sealing.seal(details))
                .update();
        return id;
    }

    private List<String> statements() {
        return jdbc.sql(
                        """
                        select concat_ws(' ', person_id, channel, status, source, (stated_at at time zone 'UTC')::date)
                        from consent order by id""")
                .query(String.class)
                .list();
    }

    private static Context context(Connection connection) {
        return new Context() {
            @Override
            public Configuration getConfiguration() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Connection getConnection() {
                return connection;
            }
        };
    }
}
