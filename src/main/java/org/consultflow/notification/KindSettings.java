package org.consultflow.notification;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.delivery.Chains;
import org.consultflow.notification.KindRule.Until;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The kinds of messages, {@code consultflow.notification.kinds}. A kind that is not named there is a reminder.
 *
 * @param kinds by name
 */
@ConfigurationProperties("consultflow.notification")
record KindSettings(Map<String, KindSetting> kinds) {

    /** The kind whose rules hold for every row of the reminder plan. */
    static final String REMINDER = "reminder";

    /**
     * A kind as it is written in the configuration; see {@link KindRule}.
     *
     * @param asksForAnswer whether the patient is asked to confirm or to cancel
     */
    record KindSetting(
            List<String> trueWhile,
            boolean everyRevision,
            Until until,
            String patient,
            String provider,
            String urgentPatient,
            Boolean callIfUnreached,
            boolean asksForAnswer) {

        KindRule toRule() {
            return new KindRule(
                    trueWhile.stream().map(ConsultationStatus::of).collect(Collectors.toUnmodifiableSet()),
                    everyRevision,
                    until,
                    chains(patient),
                    chains(provider),
                    chains(urgentPatient),
                    !Boolean.FALSE.equals(callIfUnreached));
        }

        private static Chains chains(String text) {
            return text == null ? null : Chains.parse(text);
        }
    }

    /** The rules by kind. */
    Map<String, KindRule> toRules() {
        Map<String, KindRule> rules = new LinkedHashMap<>();
        kinds.forEach((name, setting) -> {
            try {
                rules.put(name, setting.toRule());
            } catch (RuntimeException e) {
                throw new IllegalStateException(
                        "consultflow.notification.kinds." + name + " is wrong: " + e.getMessage() + "; statuses are "
                                + Arrays.stream(ConsultationStatus.values())
                                        .map(ConsultationStatus::word)
                                        .collect(Collectors.joining(", ")),
                        e);
            }
        });
        if (!rules.containsKey(REMINDER)) {
            throw new IllegalStateException("consultflow.notification.kinds.reminder is missing");
        }
        return Map.copyOf(rules);
    }
}
