package org.consultflow.sandbox.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;

/** What can go wrong at a provider. Codes are Twilio's. */
public enum FaultKind {
    /** Accepted, then undelivered: 63024 (WhatsApp), 30005 (SMS); by voice, busy. */
    UNDELIVERABLE,
    /** Accepted and sent, then nothing more is heard; by voice, nobody answers. */
    SILENT,
    /** Not accepted: 63003 (WhatsApp), 21614 (SMS), 21217 (voice), 550 (e-mail). */
    REFUSED,
    /** Not accepted, the person said stop: 21610. */
    OPTED_OUT,
    /** Not accepted, our own sender cannot be used: 63007 (WhatsApp), 21701 (SMS). */
    SENDER_REFUSED,
    /** Not processed at all: 429 with 20429. */
    RATE_LIMITED,
    /** Accepted, but answered 503 with 20503. */
    UNAVAILABLE,
    /** Accepted, but the connection is closed without an answer. */
    DROPPED,
    /** Accepted, but answered only after four seconds of real time. */
    SLOW,
    /** Accepted and delivered; the receipts repeat and overtake each other. */
    REPEATED_RECEIPTS,
    /** Every message is undelivered, as in UNDELIVERABLE, until the fault is taken away. */
    FAILS;

    /** The word of the sandbox's API, such as {@code rate-limited}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The fault of an API word. */
    public static Optional<FaultKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
