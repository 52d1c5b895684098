package org.consultflow.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/**
 * On which port the embedded PostgreSQL is to be found. A server that a killed service left behind still runs on the port
 * that its {@code postmaster.pid} names (fourth line; PostgreSQL, "Database File Layout"): that one is used again. Else
 * the port of last time, unless somebody else has it by now.
 */
final class PostgresPort {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(100).toNanos();

    private final Path directory;
    private final Path file;

    /**
     * @param directory the server's data
     * @param file where the port is kept
     */
    PostgresPort(Path directory, Path file) {
        this.directory = directory;
        this.file = file;
    }

    /** @return empty if any port will do */
    Optional<Integer> toUse() throws IOException {
        long giveUp = System.nanoTime() + LONGEST_WAIT.toNanos();
        for (Optional<LeftBehind> server = leftBehind(); server.isPresent(); server = leftBehind()) {
            int port = server.get().port();
            if (serves(port)) {
                return Optional.of(port);
            }
            // it starts or stops at this moment: a second one on the same data must wait for that
            if (System.nanoTime() > giveUp) {
                return Optional.empty();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        return kept().filter(PostgresPort::isFree);
    }

    void keep(int port) throws IOException {
        Properties kept = new Properties();
        kept.setProperty("port", Integer.toString(port));
        try (OutputStream out = Files.newOutputStream(file)) {
            kept.store(out, null);
        }
    }

    private Optional<Integer> kept() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties kept = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            kept.load(in);
        }
        String port = kept.getProperty("port", "");
        return port.matches("[1-9]\\d{0,4}") ? Optional.of(Integer.parseInt(port)) : Optional.empty();
    }

    private record LeftBehind(long pid, int port) {}

    private Optional<LeftBehind> leftBehind() throws IOException {
        Path pidFile = directory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() < 4 || !lines.get(0).matches("\\d+") || !lines.get(3).matches("\\d+")) {
            return Optional.empty();
        }
        LeftBehind server = new LeftBehind(Long.parseLong(lines.get(0)), Integer.parseInt(lines.get(3)));
        // after a crash of the machine the number may belong to some other program
        boolean postgres = ProcessHandle.of(server.pid())
                .flatMap(process -> process.info().command())
                .filter(command -> command.contains("postgres"))
                .isPresent();
        return postgres ? Optional.of(server) : Optional.empty();
    }

    /** Whether the server on this port answers and works on our data. */
    private boolean serves(int port) throws IOException {
        String url = "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&connectTimeout=2&socketTimeout=5";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("show data_directory")) {
            return answer.next() && Files.isSameFile(Path.of(answer.getString(1)), directory);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
