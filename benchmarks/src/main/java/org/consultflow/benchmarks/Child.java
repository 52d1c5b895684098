package org.consultflow.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of ours. It ends with us: what was started here reads its standard input, and a hook ends the rest. */
final class Child implements AutoCloseable {

    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    private Child(List<String> command, Map<String, String> environment, Path log, boolean talks) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        ProcessBuilder.Redirect toLog = ProcessBuilder.Redirect.appendTo(log.toFile());
        builder.redirectError(toLog);
        if (!talks) {
            builder.redirectOutput(toLog);
        }
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** A class of this project, which says "ready …" and obeys lines. */
    static Child program(Class<?> main, Path log, String... args) {
        List<String> command = new ArrayList<>(
                List.of(java(), "-Xmx512m", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        return new Child(command, Map.of(), log, true);
    }

    /** A jar that knows nothing of us. */
    static Child jar(Path jar, List<String> jvm, Map<String, String> environment, Path log, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(args);
        return new Child(command, environment, log, false);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The words after the given one, on the next line that begins with it. */
    String[] awaits(String word) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(word)) {
                    return line.substring(word.length()).strip().split(" ");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("a program has ended by itself, see " + new File("benchmarks/target/runs"));
    }

    void tell(String line) {
        in.println(line);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
