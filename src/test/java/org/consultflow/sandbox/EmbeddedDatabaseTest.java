package org.consultflow.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedDatabaseTest {

    @TempDir
    private Path data;

    private EmbeddedPostgres start() {
        return DatabaseStart.begin(data).await();
    }

    @Test
    void a_server_left_behind_by_a_killed_service_is_found_again_with_its_data() throws Exception {
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledService.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(service.waitFor(2, TimeUnit.MINUTES)).isTrue();
        long serverBefore = serverPid();
        Files.delete(data.resolve("postgres.properties"));

        try (EmbeddedPostgres postgres = start()) {
            assertThat(answer(postgres, "select said from kept")).isEqualTo("still here");
            assertThat(serverPid()).isEqualTo(serverBefore);
        }
        assertThat(data.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void the_port_is_kept_from_start_to_start_unless_somebody_else_has_it() throws Exception {
        int first;
        try (EmbeddedPostgres postgres = start()) {
            first = postgres.getPort();
            assertThat(answer(postgres, "show fsync")).isEqualTo("on");
            assertThat(answer(postgres, "show synchronous_commit")).isEqualTo("on");
        }
        try (EmbeddedPostgres postgres = start()) {
            assertThat(postgres.getPort()).isEqualTo(first);
        }
        try (ServerSocket taken = new ServerSocket(first, 1, InetAddress.getLoopbackAddress());
                EmbeddedPostgres postgres = start()) {
            assertThat(taken.isBound()).isTrue();
            assertThat(postgres.getPort()).isNotEqualTo(first);
        }
    }

    @Test
    void a_second_service_on_the_same_data_is_refused_in_words_and_harms_nothing() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(IncompleteSettingsException.class)
                    .hasMessageContaining("cannot be opened");
            assertThat(answer(postgres, "select 'alive'")).isEqualTo("alive");
        }
    }

    @Test
    void a_server_that_nobody_came_to_ask_for_is_stopped_when_the_service_gives_up() throws Exception {
        DatabaseStart start = DatabaseStart.begin(data);

        start.destroy();

        assertThat(data.resolve("postgres").resolve("PG_VERSION")).exists();
        assertThat(data.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
    }

    private long serverPid() throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"))
                .get(0));
    }

    private static String answer(EmbeddedPostgres postgres, String query) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** A service that writes something down and is killed. */
    static class KilledService {

        public static void main(String[] args) throws Exception {
            EmbeddedPostgres postgres = DatabaseStart.begin(Path.of(args[0])).await();
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table kept as select 'still here' as said");
            }
            Runtime.getRuntime().halt(137);
        }
    }
}
