package org.consultflow.delivery;

import java.util.Locale;
import java.util.Optional;

/**
 * A provider's word for where a message stands, lowest first: a status only moves up, whatever order receipts come in.
 * FAILED and UNDELIVERED are one rank; proof beats failure. The words are Twilio's (Message resource, "status").
 */
public enum ReceiptStatus {
    ACCEPTED(0),
    QUEUED(0),
    SENDING(1),
    SENT(2),
    FAILED(3),
    UNDELIVERED(3),
    DELIVERED(4),
    READ(5);

    private final int rank;

    ReceiptStatus(int rank) {
        this.rank = rank;
    }

    /** Whether this status is news after the other one; anything is news after null. */
    public boolean isAbove(ReceiptStatus other) {
        return other == null || rank > other.rank;
    }

    /** Whether the message will not arrive. */
    public boolean isFailure() {
        return this == FAILED || this == UNDELIVERED;
    }

    /** Whether the message arrived. */
    public boolean isProof() {
        return this == DELIVERED || this == READ;
    }

    /** Whether the provider took the message, and neither has it arrived yet nor has it failed: that concerns the whole notice. */
    boolean isPassedOn() {
        return !isProof() && !isFailure();
    }

    /** The provider's word, such as {@code undelivered}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of a provider's word; empty for one that says nothing about delivery. */
    public static Optional<ReceiptStatus> of(String word) {
        for (ReceiptStatus status : values()) {
            if (status.word().equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
