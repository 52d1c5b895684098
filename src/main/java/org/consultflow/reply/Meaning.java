package org.consultflow.reply;

import java.util.Locale;

/** What a message says, as far as a machine may tell; in the order in which it is looked for. */
enum Meaning {
    HELP,
    STOP,
    START,
    CONFIRM,
    CANCEL,
    /** Something that a person has to read. */
    OTHER;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Meaning of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
