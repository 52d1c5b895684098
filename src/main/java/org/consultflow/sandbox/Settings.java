package org.consultflow.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.core.env.ConfigurableEnvironment;

/** What is configured, by the names of README.md; each may also be given as the property that stands for it. */
final class Settings {

    private final ConfigurableEnvironment environment;
    private final List<String> missing = new ArrayList<>();

    Settings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** What is set under exactly this name, unless it is blank. */
    Optional<String> named(String name) {
        return Optional.ofNullable(environment.getProperty(name)).filter(value -> !value.isBlank());
    }

    private boolean isSet(String name) {
        return named(name).or(() -> named(property(name))).isPresent();
    }

    /** Whether nothing of a set is configured; of one that is begun, everything is required. */
    boolean standInFor(SettingsSet set) {
        if (set.members().stream().noneMatch(this::isSet)) {
            return true;
        }
        requireAll(set);
        return false;
    }

    void requireAll(SettingsSet set) {
        set.required().stream()
                .filter(names -> names.stream().noneMatch(this::isSet))
                .map(names -> String.join(" or ", names))
                .forEach(missing::add);
    }

    /** @throws IncompleteSettingsException naming all that is missing, of every set */
    void throwIfIncomplete() {
        if (!missing.isEmpty()) {
            throw new IncompleteSettingsException(missing);
        }
    }

    /** TWILIO_API_KEY stands in application.yml as consultflow.twilio.api-key, and so on. */
    private static String property(String name) {
        String words = name.toLowerCase(Locale.ROOT).replace('_', '-');
        if (words.startsWith("spring-datasource-")) {
            return "spring.datasource." + words.substring("spring-datasource-".length());
        }
        if (words.startsWith("email-host-")) {
            return "consultflow.mail." + words.substring("email-host-".length());
        }
        if (words.startsWith("email-")) {
            return "consultflow.mail." + words.substring("email-".length());
        }
        if (words.startsWith("twilio-")) {
            return "consultflow.twilio." + words.substring("twilio-".length());
        }
        return words.startsWith("consultflow-") ? "consultflow." + words.substring("consultflow-".length()) : name;
    }
}
