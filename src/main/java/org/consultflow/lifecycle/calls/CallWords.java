package org.consultflow.lifecycle.calls;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

import org.consultflow.page.PageWords;

/** What the page for a phone call says of kinds and reasons, which may be names that an analyst chose. */
record CallWords(PageWords page) {

    /** @param wanted what the reader prefers, best first */
    static CallWords in(List<Locale> wanted) {
        return new CallWords(PageWords.of("calls", wanted));
    }

    /**
     * What is to be said on the phone.
     *
     * @param kind a name that may be an analyst's own: one without a sentence here gets a general one
     */
    String message(String kind, String clinic, ZonedDateTime start) {
        String known = page.has("kind." + kind) ? kind : kind.startsWith("reminder") ? "reminder" : "other";
        return page.say("kind." + known, clinic, page.date(start), page.time(start), page.zone(start));
    }

    /**
     * Why the message did not arrive.
     *
     * @param reason a code word; a state may be followed by the provider's code, such as {@code failed-63024}
     */
    String reason(String reason) {
        if (page.has("reason." + reason)) {
            return page.say("reason." + reason);
        }
        int dash = reason.lastIndexOf('-');
        String state = "reason." + reason.substring(0, Math.max(dash, 0));
        String code = reason.substring(dash + 1);
        if (!page.has(state) || !code.matches("\\d+")) {
            return page.say("reason.other");
        }
        String meaning = page.has("code." + code) ? page.say("code." + code) : page.say("code.other");
        return page.say("with-code", page.say(state), meaning, code);
    }
}
