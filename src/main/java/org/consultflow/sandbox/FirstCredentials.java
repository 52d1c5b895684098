package org.consultflow.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * With the embedded database, credentials that nobody configured are made at random at first start and kept in
 * {@code data/credentials.properties}, readable by the owner only. {@link #TO_SHOW} says which nobody has seen yet: they are
 * printed once, when a start has come that far.
 */
public class FirstCredentials implements EnvironmentPostProcessor, Ordered {

    /** Names, separated by commas, of the credentials that were made and have not been shown to anybody yet. */
    static final String TO_SHOW = "consultflow.sandbox.credentials-to-show";

    static final String ADMIN_USER = "consultflow.admin-user";
    static final String ADMIN_PASSWORD = "consultflow.admin-password";
    static final String API_KEY = "consultflow.api-key";
    static final String SECRET_KEY = "consultflow.secret-key";

    private static final String SHOWN = "shown";
    private static final List<String> KEYS = List.of(ADMIN_USER, ADMIN_PASSWORD, API_KEY, SECRET_KEY);
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
        Path data = Path.of(environment.getRequiredProperty("consultflow.data-directory"));
        Path file = file(data);
        Properties kept = read(file);
        Set<String> configured =
                KEYS.stream().filter(key -> isConfigured(environment, key)).collect(Collectors.toSet());
        if (!configured.contains(SECRET_KEY)
                && !kept.containsKey(SECRET_KEY)
                && Files.exists(data.resolve("postgres").resolve("PG_VERSION"))) {
            throw new IncompleteSettingsException(
                    "Not started: there is data in " + data.toAbsolutePath()
                            + ", but the key that opens it is neither in " + file.getFileName()
                            + " nor in CONSULTFLOW_SECRET_KEY.",
                    "Bring the file back, or move the whole directory away to begin anew.");
        }
        Set<String> made = KEYS.stream()
                .filter(key -> !configured.contains(key) && !kept.containsKey(key))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!made.isEmpty()) {
            made.forEach(key -> kept.setProperty(key, make(key)));
            write(file, kept);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        KEYS.stream().filter(key -> !configured.contains(key)).forEach(key -> values.put(key, kept.getProperty(key)));
        Set<String> shown = Set.of(kept.getProperty(SHOWN, "").split(","));
        values.put(
                TO_SHOW,
                KEYS.stream()
                        .filter(key -> !configured.contains(key) && !shown.contains(key))
                        .collect(Collectors.joining(",")));
        environment.getPropertySources().addFirst(new MapPropertySource("consultflowFirstCredentials", values));
    }

    /** Where they are kept. */
    static Path file(Path data) {
        return data.resolve("credentials.properties");
    }

    /** All that are kept have been shown. */
    static void haveBeenShown(Path data) {
        Properties kept = read(file(data));
        kept.setProperty(SHOWN, String.join(",", KEYS));
        write(file(data), kept);
    }

    private static boolean isConfigured(ConfigurableEnvironment environment, String key) {
        String value = environment.getProperty(key);
        return value != null && !value.isBlank();
    }

    private static String make(String key) {
        return switch (key) {
            case ADMIN_USER -> "admin";
            // the engine's password policy wants a capital, a small letter, a digit and a special character
            case ADMIN_PASSWORD -> "Cf-1" + Secrets.random(8);
            case API_KEY -> Secrets.random(20);
            default -> Base64.getEncoder().encodeToString(Secrets.bytes(32));
        };
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

    // written beside and moved into place: a start that is killed half-way must not leave half a file
    private static void write(Path file, Properties properties) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(beside);
            if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
                Files.createFile(beside, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            try (OutputStream out = Files.newOutputStream(beside)) {
                properties.store(out, "Made at first start. Whoever reads this file may do everything.");
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
