package org.consultflow.notification;

import java.util.Map;

import org.springframework.stereotype.Component;

/** The rules of each kind of message. */
@Component
class Kinds implements Questions {

    private final Map<String, KindRule> rules;
    private final KindSettings settings;

    Kinds(KindSettings settings) {
        this.rules = settings.toRules();
        this.settings = settings;
    }

    /** The rules of a kind; an unknown one is a row of the reminder plan. */
    KindRule rule(String kind) {
        return rules.getOrDefault(kind, rules.get(KindSettings.REMINDER));
    }

    /** Whether the kind is a row of the reminder plan: {@code reminder} and what begins with it may have rules of its own. */
    boolean isReminder(String kind) {
        return !rules.containsKey(kind)
                || kind.equals(KindSettings.REMINDER)
                || kind.startsWith(KindSettings.REMINDER + "-");
    }

    @Override
    public boolean asksForAnswer(String kind) {
        return settings.kinds()
                .getOrDefault(kind, settings.kinds().get(KindSettings.REMINDER))
                .asksForAnswer();
    }
}
