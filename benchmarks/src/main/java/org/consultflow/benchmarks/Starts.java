package org.consultflow.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        Map<String, Times> times = new LinkedHashMap<>();
        try {
            Path runs = Path.of("benchmarks", "target", "runs");
            Files.createDirectories(runs);
            Path made = Files.createTempDirectory(runs, "start").toAbsolutePath();
            Path unpacked = unpacked(made);
            Path archive = made.resolve("classes.jsa");
            once(made, unpacked, List.of("-XX:ArchiveClassesAtExit=" + archive));
            for (int round = 0; round < options.rounds(); round++) {
                time(times, "unpacked, classes from an archive", unpacked, List.of("-XX:SharedArchiveFile=" + archive));
                time(times, "unpacked", unpacked, List.of());
                time(times, "packaged", Node.jar(), List.of());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> lines = new ArrayList<>(List.of(
                "### Start",
                "",
                "| embedded database, the main page answers after | the database is made | again |",
                "|---|---|---|"));
        times.forEach((how, its) ->
                lines.add("| %s | %.1f s | %.1f s |".formatted(how, median(its.fresh), median(its.again))));
        return lines;
    }

    private record Times(List<Double> fresh, List<Double> again) {}

    /** As docs/ops.md says. */
    private static Path unpacked(Path directory) {
        Path jar = Node.jar();
        Path destination = directory.resolve("unpacked");
        try (Child tool = Child.jar(
                jar,
                List.of("-Djarmode=tools"),
                Map.of(),
                directory.resolve("unpacking.log"),
                List.of("extract", "--destination", destination.toString()))) {
            Until.holds("the jar is unpacked", Duration.ofMinutes(1), () -> !tool.isAlive());
        }
        return destination.resolve(jar.getFileName());
    }

    private void time(Map<String, Times> times, String how, Path jar, List<String> options) throws IOException {
        Times its = times.computeIfAbsent(how, name -> new Times(new ArrayList<>(), new ArrayList<>()));
        Path directory = Files.createTempDirectory(Path.of("benchmarks", "target", "runs"), "start")
                .toAbsolutePath();
        its.fresh.add(once(directory, jar, options));
        its.again.add(once(directory, jar, options));
    }

    private double once(Path directory, Path jar, List<String> options) {
        int port = Node.freePort();
        List<String> jvm = new ArrayList<>(Node.JVM);
        jvm.addAll(options);
        Instant begun = clock.instant();
        try (Child service = Child.jar(
                        jar,
                        jvm,
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
