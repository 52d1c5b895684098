package org.consultflow.lifecycle.calls;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

/** The words of the page for a phone call in one language. */
final class CallWords extends DeskWords {

    private CallWords(Locale locale) {
        super("calls", locale);
    }

    /** @param wanted what the reader prefers, best first */
    static CallWords in(List<Locale> wanted) {
        return new CallWords(spoken(wanted));
    }

    /**
     * What is to be said on the phone.
     *
     * @param kind a name that may be an analyst's own: one without a sentence here gets a general one
     */
    String message(String kind, String clinic, ZonedDateTime start) {
        String known = has("kind." + kind) ? kind : kind.startsWith("reminder") ? "reminder" : "other";
        return say("kind." + known, clinic, date(start), time(start), zone(start));
    }

    /**
     * Why the message did not arrive.
     *
     * @param reason a code word; a state may be followed by the provider's code, such as {@code failed-63024}
     */
    String reason(String reason) {
        if (has("reason." + reason)) {
            return say("reason." + reason);
        }
        int dash = reason.lastIndexOf('-');
        String state = "reason." + reason.substring(0, Math.max(dash, 0));
        String code = reason.substring(dash + 1);
        if (!has(state) || !code.matches("\\d+")) {
            return say("reason.other");
        }
        String meaning = has("code." + code) ? say("code." + code) : say("code.other");
        return say("with-code", say(state), meaning, code);
    }
}
