package org.consultflow.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long a newcomer waits: from the start of the JVM until the main page answers, the embedded database included. */
final class Starts {

    private final Options options;
    private final Clock clock;

    Starts(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    List<String> table() {
        List<Double> fresh = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        try {
            Path runs = Path.of("benchmarks", "target", "runs");
            Files.createDirectories(runs);
            for (int round = 0; round < options.rounds(); round++) {
                Path directory = Files.createTempDirectory(runs, "start").toAbsolutePath();
                fresh.add(once(directory));
                again.add(once(directory));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(
                "### Start",
                "",
                "| embedded database, the main page answers after | |",
                "|---|---|",
                "| for the first time, the database is made | %.1f s |".formatted(median(fresh)),
                "| again | %.1f s |".formatted(median(again)));
    }

    private double once(Path directory) {
        int port = Node.freePort();
        Instant begun = clock.instant();
        try (Child service = Child.jar(
                        Node.jar(),
                        Node.JVM,
                        Map.of("SERVER_PORT", Integer.toString(port), "SERVER_ADDRESS", "127.0.0.1"),
                        directory.resolve("node.log"),
                        List.of("--consultflow.data-directory=" + directory.resolve("data")));
                Http http = new Http(port)) {
            Until.holds("the main page answers", Duration.ofMinutes(3), () -> {
                if (!service.isAlive()) {
                    throw new IllegalStateException("the service has ended by itself, see its log");
                }
                try {
                    return http.get("/").status() < 400;
                } catch (UncheckedIOException notYet) {
                    return false;
                }
            });
            return Duration.between(begun, clock.instant()).toMillis() / 1000.0;
        }
    }

    private static double median(List<Double> values) {
        return Medians.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
