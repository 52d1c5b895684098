package org.consultflow.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * With the embedded database, credentials that nobody configured are made at random at first start and kept in
 * {@code data/credentials.properties}, readable by the owner only. {@code consultflow.sandbox.first-start} says whether
 * they were made now: they are printed once.
 */
public class FirstCredentials implements EnvironmentPostProcessor, Ordered {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    @Override
    public int getOrder() {
        return new StandIns().getOrder() + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.getProperty(StandIns.PREFIX + "database", Boolean.class, false)) {
            return;
        }
        Path file = Path.of(environment.getRequiredProperty("consultflow.data-directory"), "credentials.properties");
        Properties kept = read(file);
        boolean first = kept.isEmpty();
        kept.putIfAbsent("consultflow.admin-user", "admin");
        // the engine's password policy wants a capital, a small letter, a digit and a special character
        kept.putIfAbsent("consultflow.admin-password", "Cf-" + Secrets.random(8));
        kept.putIfAbsent("consultflow.api-key", Secrets.random(20));
        kept.putIfAbsent("consultflow.secret-key", Base64.getEncoder().encodeToString(Secrets.bytes(32)));
        if (first) {
            write(file, kept);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        kept.forEach((key, value) -> {
            String configured = environment.getProperty(key.toString());
            if (configured == null || configured.isBlank()) {
                values.put(key.toString(), value);
            }
        });
        values.put("consultflow.sandbox.first-start", first);
        environment.getPropertySources().addFirst(new MapPropertySource("consultflowFirstCredentials", values));
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }
        return properties;
    }

    private static void write(Path file, Properties properties) {
        try {
            Files.createDirectories(file.getParent());
            if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            try (OutputStream out = Files.newOutputStream(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                properties.store(out, "Made at first start. Whoever reads this file may do everything.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
