package org.consultflow.consultation;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a consultation stands. */
public enum ConsultationStatus {
    REQUESTED,
    AWAITING_PAYMENT,
    CONFIRMED,
    IN_SESSION,
    COMPLETED,
    NO_SHOW,
    UNKNOWN,
    CANCELLED,
    DECLINED;

    /** The word of the API, such as {@code awaiting-payment}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The status of an API word. */
    public static ConsultationStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether the visit is still ahead: the time in which it can be cancelled or rescheduled. */
    public boolean beforeSession() {
        return this == REQUESTED || this == AWAITING_PAYMENT || this == CONFIRMED;
    }

    /** Whether nothing follows any more. */
    public boolean ended() {
        return !beforeSession() && this != IN_SESSION;
    }
}
