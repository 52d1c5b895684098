package org.consultflow.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** A fresh database and a fresh far end for one run; afterwards only the logs are left, and the statements
 * that took longest in its burst; all, if it is to be kept. */
final class World implements AutoCloseable {

    private final Path directory;
    private final Database database;
    private final FarEnd farEnd;
    private final Clock clock;

    World(Clock clock, boolean keep) {
        this.clock = clock;
        try {
            Path runs = Path.of("benchmarks", "target", "runs");
            Files.createDirectories(runs);
            directory = Files.createTempDirectory(runs, "run").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database = new Database(directory, keep);
        farEnd = new FarEnd(directory);
    }

    Contestant start(String name) {
        return Contestants.start(name, database, farEnd, directory, clock);
    }

    Database database() {
        return database;
    }

    FarEnd farEnd() {
        return farEnd;
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        farEnd.close();
        writeStatements();
        database.close();
    }

    private void writeStatements() {
        try {
            Files.write(directory.resolve("statements.txt"), database.dearest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
