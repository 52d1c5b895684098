package org.consultflow.notification;

import java.util.Map;

import org.springframework.stereotype.Component;

/** The rules of each kind of message. */
@Component
class Kinds {

    private final Map<String, KindRule> rules;

    Kinds(KindSettings settings) {
        this.rules = settings.toRules();
    }

    /** The rules of a kind; an unknown one is a row of the reminder plan. */
    KindRule rule(String kind) {
        return rules.getOrDefault(kind, rules.get(KindSettings.REMINDER));
    }

    /** Whether the kind is a row of the reminder plan. */
    boolean isReminder(String kind) {
        return !rules.containsKey(kind) || kind.equals(KindSettings.REMINDER);
    }
}
