package org.consultflow.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Chromium and its driver, as Debian installs them. A browser test never skips: where both are missing they are
 * installed if that is possible without asking (root on Debian), else the test fails and says what to install.
 */
final class ChromiumInstallation {

    static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");

    private static final Path APT = Path.of("/usr/bin/apt-get");
    private static final long MINUTES = 10;

    private ChromiumInstallation() {}

    static synchronized void ensure() {
        if (isComplete()) {
            return;
        }
        if (!Files.isExecutable(APT) || !"root".equals(System.getProperty("user.name"))) {
            throw new IllegalStateException(missing());
        }
        run(List.of(APT.toString(), "-q", "update"));
        run(List.of(APT.toString(), "-q", "install", "-y", "--no-install-recommends", "chromium", "chromium-driver"));
        if (!isComplete()) {
            throw new IllegalStateException(missing());
        }
    }

    private static boolean isComplete() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(CHROMEDRIVER);
    }

    private static String missing() {
        return "The browser test needs " + CHROMIUM + " and " + CHROMEDRIVER
                + ": on Debian, run `sudo apt-get update && sudo apt-get install -y chromium chromium-driver`;"
                + " elsewhere, install Chromium and ChromeDriver of the same version and link them there.";
    }

    private static void run(List<String> command) {
        try {
            Path log = Files.createTempFile("apt", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process process = builder.start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + " failed:\n" + Files.readString(log) + "\n" + missing());
            }
            Files.delete(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while installing Chromium", e);
        }
    }
}
