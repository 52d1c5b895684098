package org.consultflow.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FirstCredentialsTest {

    @TempDir
    private Path data;

    private MockEnvironment start(String... settings) {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("consultflow.stand-in.database", "true")
                .withProperty("consultflow.data-directory", data.toString());
        for (int i = 0; i < settings.length; i += 2) {
            environment.setProperty(settings[i], settings[i + 1]);
        }
        new FirstCredentials().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }

    private Path file() {
        return data.resolve("credentials.properties");
    }

    @Test
    void at_first_start_they_are_made_and_kept_for_the_owner_only() throws IOException {
        MockEnvironment first = start();

        assertThat(first.getProperty("consultflow.admin-user")).isEqualTo("admin");
        assertThat(first.getProperty("consultflow.api-key")).hasSize(40);
        assertThat(first.getProperty(FirstCredentials.TO_SHOW)).contains("consultflow.api-key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void the_next_start_finds_them_again_and_shows_what_was_shown_no_more() {
        String key = start().getProperty("consultflow.secret-key");

        assertThat(start().getProperty(FirstCredentials.TO_SHOW)).contains("consultflow.api-key");
        FirstCredentials.haveBeenShown(data);
        MockEnvironment next = start();

        assertThat(next.getProperty("consultflow.secret-key")).isEqualTo(key);
        assertThat(next.getProperty(FirstCredentials.TO_SHOW)).isEmpty();
    }

    @Test
    void what_is_configured_is_used_and_not_kept() throws IOException {
        MockEnvironment environment = start("consultflow.api-key", "configured");

        assertThat(environment.getProperty("consultflow.api-key")).isEqualTo("configured");
        assertThat(Files.readString(file())).doesNotContain("configured");
        assertThat(environment.getProperty(FirstCredentials.TO_SHOW)).doesNotContain("api-key");
    }

    @Test
    void a_file_that_lacks_one_gets_it_and_keeps_the_others() throws IOException {
        Files.writeString(file(), "consultflow.api-key=kept\n");

        String made = start().getProperty("consultflow.secret-key");

        assertThat(Files.readString(file())).contains("consultflow.api-key=kept");
        assertThat(start().getProperty("consultflow.secret-key")).isEqualTo(made);
    }

    @Test
    void data_whose_key_is_lost_stops_the_start_instead_of_getting_another_key() throws IOException {
        Files.createDirectories(data.resolve("postgres"));
        Files.writeString(data.resolve("postgres").resolve("PG_VERSION"), "17");

        assertThatThrownBy(this::start)
                .isInstanceOf(IncompleteSettingsException.class)
                .hasMessageContaining("CONSULTFLOW_SECRET_KEY");
        assertThat(file()).doesNotExist();
    }
}
