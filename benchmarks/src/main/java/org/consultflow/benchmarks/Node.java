package org.consultflow.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The service as it is delivered, its jar, with everything on; Twilio and mail are real to it, and have no rate. */
final class Node implements AutoCloseable {

    static final String API_KEY = "an-api-key-for-benchmarks-only";
    static final String AUTH_TOKEN = "0123456789abcdef0123456789abcdef";
    /** As docs/ops.md starts it. */
    static final List<String> JVM =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:NewRatio=1", "-XX:+UseTransparentHugePages");

    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final Child process;
    private final int port;

    /** @param further environment on top of what it needs */
    Node(String name, Database database, FarEnd farEnd, Path directory, Map<String, String> further) {
        port = freePort();
        Map<String, String> environment = environment(database, farEnd);
        environment.putAll(further);
        process = Child.jar(
                jar(),
                JVM,
                environment,
                directory.resolve(name + ".log"),
                List.of(
                        "--consultflow.data-directory=" + directory.resolve(name),
                        "--consultflow.channels.whatsapp.rate=0",
                        "--consultflow.channels.sms.rate=0",
                        // nobody sends receipts here: silence would have people phone in the middle of it
                        "--consultflow.delivery.silence=12h"));
    }

    void awaitReady() {
        try (Http http = new Http(port)) {
            Until.holds("the service is ready", LONGEST_START, () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the service has ended by itself, see its log");
                }
                try {
                    return http.get("/actuator/health/readiness").status() == 200;
                } catch (UncheckedIOException notYet) {
                    return false;
                }
            });
        }
    }

    private Map<String, String> environment(Database database, FarEnd farEnd) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("PUBLIC_URL", "http://127.0.0.1:" + port);
        environment.put("SPRING_DATASOURCE_URL", database.url());
        environment.put("SPRING_DATASOURCE_USERNAME", "postgres");
        environment.put("SPRING_DATASOURCE_PASSWORD", "any, it is not asked for");
        environment.put("TWILIO_ACCOUNT_SID", "AC0123456789abcdef0123456789abcdef");
        environment.put("TWILIO_AUTH_TOKEN", AUTH_TOKEN);
        environment.put("TWILIO_API_KEY", "SK0123456789abcdef0123456789abcdef");
        environment.put("TWILIO_API_SECRET", "0123456789abcdef0123456789abcdef");
        environment.put("TWILIO_WHATSAPP_FROM", "+61491570006");
        environment.put("TWILIO_PHONE_NUMBER", "+61491570006");
        environment.put("TWILIO_API_URL", "http://127.0.0.1:" + farEnd.port());
        environment.put("TWILIO_VIDEO_URL", "http://127.0.0.1:" + farEnd.port());
        environment.put("EMAIL_HOST", "127.0.0.1");
        environment.put("EMAIL_PORT", Integer.toString(farEnd.mailPort()));
        environment.put("EMAIL_USE_TLS", "false");
        environment.put("EMAIL_FROM", "clinic@clinic.example");
        environment.put("CONSULTFLOW_ADMIN_USER", "admin");
        environment.put("CONSULTFLOW_ADMIN_PASSWORD", "For-benchmarks-only-1");
        environment.put("CONSULTFLOW_API_KEY", API_KEY);
        environment.put("CONSULTFLOW_SECRET_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        environment.put("CONSULTFLOW_CLOCK", "system");
        return environment;
    }

    static Path jar() {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("consultflow-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no jar in target/: run mvn package first"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    double cpuSeconds() {
        return Cpu.seconds(process.pid());
    }

    @Override
    public void close() {
        process.close();
    }
}
