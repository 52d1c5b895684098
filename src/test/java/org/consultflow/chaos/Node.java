package org.consultflow.chaos;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.consultflow.ConsultFlowApplication;

import static org.awaitility.Awaitility.await;

/** The service as a process of its own, which can be killed and started again. */
final class Node implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(30);

    private final String name;
    private final int port = Ports.free();
    private final Path log;
    private final Map<String, String> environment;
    private final List<String> settings;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;

    Node(String name, Path directory, Map<String, String> environment, List<String> settings) {
        this.name = name;
        this.log = directory.resolve(name + ".log").toAbsolutePath();
        this.environment = environment;
        this.settings = new ArrayList<>(settings);
        this.settings.add("--consultflow.data-directory=" + directory.resolve(name));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    synchronized void start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                ConsultFlowApplication.class.getName()));
        command.addAll(settings);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("SERVER_ADDRESS", "127.0.0.1");
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The service as it is delivered: nothing of the tests. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Comes back when it serves. */
    void awaitReady() {
        await().atMost(LONGEST_START).pollInterval(Duration.ofMillis(200)).until(() -> {
            if (!isAlive()) {
                throw new IllegalStateException("node " + name + " has ended by itself, see " + log);
            }
            return isReady();
        });
    }

    private boolean isReady() {
        try {
            HttpRequest asked = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(asked, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL. */
    synchronized void kill() {
        if (!process.isAlive()) {
            throw new IllegalStateException("node " + name + " has ended by itself, see " + log);
        }
        process.destroyForcibly().onExit().join();
    }

    synchronized boolean isAlive() {
        return process.isAlive();
    }

    int port() {
        return port;
    }

    String name() {
        return name;
    }

    /** What it wrote. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
