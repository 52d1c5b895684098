package org.consultflow.notification;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why somebody acts on a message. A word of a list and no free text: the audit keeps it for good, without any person's data. */
public enum ActionReason {
    /** The person says that nothing came. */
    NOT_RECEIVED,
    /** The person asked for it. */
    ASKED_FOR,
    /** The address, the number or the consent has been put right since. */
    CONTACT_CORRECTED,
    /** A provider of messages had trouble. */
    PROVIDER_TROUBLE,
    /** The person phoned, or was phoned, about this. */
    TOLD_BY_PHONE,
    /** Anything else. */
    OTHER;

    /** The word of the API, such as {@code not-received}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason of a word; empty if it is none. */
    public static Optional<ActionReason> of(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word().equals(word))
                .findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ActionReason::word).toList();
    }
}
