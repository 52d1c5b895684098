package org.consultflow.voice;

import java.util.Locale;

/** Where one try to reach one of the two stands. */
enum LegState {
    /** To be rung. */
    DUE,
    /** The provider is being asked. */
    PLACING,
    /** The provider has taken it, or may have: it rings, or will. */
    RINGING,
    /** In the conference. */
    JOINED,
    /** To be hung up by us. */
    HANG_UP,
    COMPLETED,
    BUSY,
    NO_ANSWER,
    /** A mailbox answered. */
    MACHINE,
    /** It can't be rung. */
    FAILED,
    CANCELED;

    /** The word of the database and of the API. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static LegState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    boolean over() {
        return ordinal() >= COMPLETED.ordinal();
    }

    /** Whether it rang, and nobody took it. */
    boolean notTaken() {
        return this == BUSY || this == NO_ANSWER || this == MACHINE;
    }
}
