package org.consultflow.operations.retention;

import java.util.Locale;

/** What is erased after a time of its own: the rows of the table {@code retention}. */
enum Kind {
    PATIENTS,
    PROVIDERS,
    ADDRESSES,
    TEXTS,
    REPLIES,
    CHAT;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
