package org.consultflow.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives a service under test a port and a data directory of its own. */
class FreshService implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "server.port=" + freePort(),
                        "server.address=127.0.0.1",
                        "consultflow.data-directory=" + freshDirectory(),
                        "consultflow.video.recording.enabled=true",
                        // as long as it takes until a test has seen enough of it
                        "consultflow.video.trial-call.length=5m",
                        "consultflow.video.recording.sweep-interval=1s",
                        // a test that opens a circuit has to see it close
                        "consultflow.delivery.circuit.pause=2s",
                        "consultflow.delivery.circuit.longest-pause=2s")
                .applyTo(context);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new directory below {@code target}. */
    static Path freshDirectory() {
        try {
            Path target = Path.of("target", "service-tests");
            Files.createDirectories(target);
            return Files.createTempDirectory(target, "data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
