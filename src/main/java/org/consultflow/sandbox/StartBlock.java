package org.consultflow.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

import org.consultflow.time.AdjustableClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says once, when the service is ready, where things are, what is stood in for, and which credentials were made. */
@Component
class StartBlock {

    private static final Logger log = LoggerFactory.getLogger(StartBlock.class);

    private final Environment environment;
    private final Path data;
    private final StandInsInUse standIns;
    private final ObjectProvider<AdjustableClock> clock;

    StartBlock(Environment environment, StandInsInUse standIns, ObjectProvider<AdjustableClock> clock) {
        this.environment = environment;
        this.data = Path.of(environment.getRequiredProperty("consultflow.data-directory"));
        this.standIns = standIns;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        log.info("{}", text());
        if (!toShow().isEmpty()) {
            FirstCredentials.haveBeenShown(data);
        }
    }

    private List<String> toShow() {
        return Arrays.stream(
                        environment.getProperty(FirstCredentials.TO_SHOW, "").split(","))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    String text() {
        String port = environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
        String base = "http://localhost:" + port;
        StringBuilder text = new StringBuilder("ConsultFlow is ready\n\n");
        if (environment.getProperty("consultflow.sandbox.page", Boolean.class, false)) {
            line(text, "Sandbox page", base + "/");
        }
        line(text, "Cockpit", base + "/camunda/app/cockpit/");
        line(text, "API page", base + "/api-docs");
        line(text, "Stand-ins", standIns.names().isEmpty() ? "none" : String.join(", ", standIns.names()));
        line(text, "Clock", clockState());
        credentials(text);
        return text.toString();
    }

    private String clockState() {
        AdjustableClock adjustable = clock.getIfAvailable();
        if (adjustable == null) {
            return "the system's";
        }
        Duration ahead = adjustable.offset();
        return ahead.isZero()
                ? "adjustable, not moved yet"
                : "adjustable, " + ahead.truncatedTo(ChronoUnit.SECONDS) + " ahead";
    }

    private void credentials(StringBuilder text) {
        List<String> toShow = toShow();
        if (toShow.contains(FirstCredentials.ADMIN_PASSWORD)) {
            line(
                    text,
                    "Login",
                    environment.getProperty(FirstCredentials.ADMIN_USER)
                            + " / "
                            + environment.getProperty(FirstCredentials.ADMIN_PASSWORD));
        }
        if (toShow.contains(FirstCredentials.API_KEY)) {
            line(text, "API key", environment.getProperty(FirstCredentials.API_KEY));
        }
        if (standIns.names().contains("database")) {
            line(
                    text,
                    "Credentials",
                    "kept in " + FirstCredentials.file(data) + (toShow.isEmpty() ? "" : ", shown only now"));
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("  %-13s %s%n", name, value));
    }
}
