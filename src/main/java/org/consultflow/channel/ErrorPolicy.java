package org.consultflow.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.consultflow.channel.PolicyTable.Action;
import org.consultflow.channel.PolicyTable.Rule;
import org.consultflow.delivery.Outcome;
import org.consultflow.delivery.Remedy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/**
 * What a provider's code means and asks for: the table {@code routes/twilio-error-policy.csv}, because Twilio warns that the
 * causes of its codes change. A row speaks of a code, of a status of HTTP ({@code 429}), of a class of them
 * ({@code 4xx}, {@code 5xx}, {@code other}) or of a message that was taken and failed later ({@code failed}), for one channel,
 * for one provider that is not Twilio, or for {@code any}. A table that was edited counts from the next answer on; one that
 * cannot be read leaves the one before, which health says.
 */
class ErrorPolicy implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPolicy.class);
    static final String FILE = "twilio-error-policy.csv";

    private final Path file;
    private volatile PolicyTable table;
    private volatile String broken;

    private ErrorPolicy(Path file) {
        this.file = file;
        this.table = PolicyTable.read(file);
    }

    /**
     * Reads the table.
     *
     * @throws IllegalStateException naming the line and the rule it breaks
     */
    static ErrorPolicy read(Path file) {
        return new ErrorPolicy(file);
    }

    /** Reads the table again; if it is broken, the one before stays. */
    synchronized void reload() {
        try {
            // an editor may empty a file before it fills it
            if (Files.size(file) == 0) {
                return;
            }
            table = PolicyTable.read(file);
            broken = null;
            LOG.info("{} was loaded", FILE);
        } catch (IOException | IllegalStateException unreadable) {
            String rule = unreadable instanceof IOException ? FILE + " cannot be read" : unreadable.getMessage();
            // one edit may be told of several times
            if (!rule.equals(broken)) {
                broken = rule;
                LOG.error("the table of errors that ran before goes on: {}", rule);
            }
        }
    }

    @Override
    public Health health() {
        String rule = broken;
        return rule == null
                ? Health.up().build()
                : Health.status(new Status("DEGRADED"))
                        .withDetail("oldTableGoesOn", rule)
                        .build();
    }

    /**
     * What an answer that is not a success means.
     *
     * @param channel the channel, or a provider with codes of its own
     * @param status of HTTP
     * @param code the provider's, or null
     */
    Outcome refusal(String channel, int status, Integer code) {
        PolicyTable now = table;
        // a code says something about the message only if the provider itself turned it down
        Rule rule = Optional.ofNullable(code)
                .filter(known -> status / 100 == 4)
                .flatMap(known -> now.rule(known.toString(), channel))
                .or(() -> now.rule(Integer.toString(status), channel))
                .orElseGet(() -> byClass(now, channel, status));
        return rule.remedy()
                .<Outcome>map(remedy -> new Outcome.Refused(code, rule.meaning(), remedy))
                .orElseGet(() -> new Outcome.Unknown(code, rule.meaning()));
    }

    private static Rule byClass(PolicyTable table, String channel, int status) {
        String statusClass = status / 100 == 4 || status / 100 == 5 ? status / 100 + "xx" : "other";
        return table.rule(statusClass, channel).orElseThrow();
    }

    /**
     * What a message that was taken and failed later asks for.
     *
     * @param channel the channel, or a provider with codes of its own
     * @param code the provider's, or null
     */
    Remedy onFailure(String channel, Integer code) {
        PolicyTable now = table;
        return Optional.ofNullable(code)
                .flatMap(known -> now.rule(known.toString(), channel))
                .filter(rule -> rule.action() != Action.RECONCILE)
                .or(() -> now.rule(PolicyTable.FAILED, channel))
                .flatMap(Rule::remedy)
                .orElseThrow();
    }

    /** What a code means, in our words. */
    Optional<String> meaning(String channel, Integer code) {
        return Optional.ofNullable(code)
                .flatMap(known -> table.rule(known.toString(), channel))
                .map(Rule::meaning);
    }
}
