package org.consultflow.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.consultflow.benchmarks.farend.FarEndProcess;

/** The fake Twilio and the fake mail server, as seen from here. */
final class FarEnd implements AutoCloseable {

    private final Child process;
    private final int port;
    private final int mailPort;
    private final Http http;

    FarEnd(Path directory) {
        process = Child.program(FarEndProcess.class, directory.resolve("far-end.log"));
        String[] ports = process.awaits("ready");
        port = Integer.parseInt(ports[0]);
        mailPort = Integer.parseInt(ports[1]);
        http = new Http(port);
    }

    /** A message that came: when, in microseconds since 1970 UTC, to whom, and the reference in its callback. */
    record Arrival(long micros, String to, String reference) {}

    int port() {
        return port;
    }

    int mailPort() {
        return mailPort;
    }

    int count() {
        return Integer.parseInt(http.get("/count").body());
    }

    List<Arrival> arrivals() {
        return http.get("/arrivals")
                .body()
                .lines()
                .map(line -> line.split(" ", 3))
                .map(parts -> new Arrival(Long.parseLong(parts[0]), parts[1], parts[2]))
                .toList();
    }

    void forget() {
        http.get("/forget");
    }

    /** From now on messages are answered so much later. */
    void answersAfter(Duration delay) {
        http.get("/delay/" + delay.toMillis());
    }

    @Override
    public void close() {
        http.close();
        process.close();
    }
}
