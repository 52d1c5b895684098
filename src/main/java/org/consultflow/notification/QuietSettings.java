package org.consultflow.notification;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.consultflow.people.QuietHours;
import org.consultflow.people.QuietHours.Mode;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for quiet hours, {@code consultflow.notification.quiet-hours}.
 *
 * @param from local time at which the clinic's own begin, for patients who have not said theirs; null: there are none
 * @param to local time at which they end
 * @param mode what becomes of a message that falls into them: {@code defer}, {@code bring-forward} or {@code drop}
 * @param channels those that make a sound
 * @param lead how long before quiet hours begin a reminder leaves that is brought forward: the rest of its chain takes time
 * @param ignoredBy kinds that must not wait: always, or only when the visit is near
 */
@ConfigurationProperties("consultflow.notification.quiet-hours")
record QuietSettings(
        String from,
        String to,
        @DefaultValue("defer") String mode,
        @DefaultValue Set<String> channels,
        @DefaultValue("30m") Duration lead,
        @DefaultValue Map<String, Ignored> ignoredBy) {

    /** When a kind does not care for quiet hours. */
    enum Ignored {
        ALWAYS,
        WHEN_NEAR
    }

    /** @throws IllegalStateException saying which rule the configuration breaks */
    QuietSettings {
        from = blankToNull(from);
        to = blankToNull(to);
        try {
            clinic(from, to, mode, ZoneId.of("UTC"));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IllegalStateException(
                    "consultflow.notification.quiet-hours is wrong: from and to are two different local times such as"
                            + " 21:00 and 07:00, mode is defer, bring-forward or drop",
                    e);
        }
    }

    /** The clinic's own quiet hours, in the zone of a visit; empty if it has none. */
    Optional<QuietHours> clinic(ZoneId zone) {
        return clinic(from, to, mode, zone);
    }

    private static Optional<QuietHours> clinic(String from, String to, String mode, ZoneId zone) {
        Mode read = Mode.of(mode).orElseThrow(() -> new IllegalArgumentException("mode"));
        if (from == null && to == null) {
            return Optional.empty();
        }
        if (from == null || to == null) {
            throw new IllegalArgumentException("one of two times");
        }
        return Optional.of(new QuietHours(LocalTime.parse(from), LocalTime.parse(to), zone, read));
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
