package org.consultflow.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.beans.factory.DisposableBean;

/**
 * The start of the embedded PostgreSQL, in a thread of its own: it unpacks and makes its data while the service reads its own
 * configuration.
 */
final class DatabaseStart implements DisposableBean {

    private final Path data;
    private final FutureTask<EmbeddedPostgres> start = new FutureTask<>(this::start);

    private DatabaseStart(Path data) {
        this.data = data;
    }

    /** @param data the service's data, of which {@code postgres} is the server's */
    static DatabaseStart begin(Path data) {
        DatabaseStart begun = new DatabaseStart(data);
        Thread thread = new Thread(begun.start, "postgres-start");
        thread.setDaemon(true);
        thread.start();
        return begun;
    }

    /**
     * The server, when it answers.
     *
     * @throws IncompleteSettingsException if another service has it
     */
    EmbeddedPostgres await() {
        try {
            return start.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw e.getCause() instanceof IOException unreadable
                    ? new UncheckedIOException(unreadable)
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database was starting", e);
        }
    }

    /** Stops the server, also one that nobody has asked for because the start of the service failed before. */
    @Override
    public void destroy() throws IOException {
        EmbeddedPostgres postgres;
        try {
            postgres = await();
        } catch (RuntimeException neverStarted) {
            return;
        }
        postgres.close();
    }

    private EmbeddedPostgres start() throws IOException {
        Path directory = data.resolve("postgres").toAbsolutePath();
        Files.createDirectories(directory);
        PostgresPort port = new PostgresPort(directory, data.resolve("postgres.properties"));
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(30))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100");
        port.toUse().ifPresent(builder::setPort);
        EmbeddedPostgres postgres;
        try {
            postgres = builder.start();
        } catch (IllegalStateException locked) {
            throw new IncompleteSettingsException(
                    "Not started: the database in " + directory + " cannot be opened.",
                    "Stop the other ConsultFlow that uses this directory, or give this one another with"
                            + " --consultflow.data-directory=…",
                    locked);
        }
        port.keep(postgres.getPort());
        return postgres;
    }
}
