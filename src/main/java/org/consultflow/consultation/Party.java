package org.consultflow.consultation;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** On whose behalf something was done. */
public enum Party {
    PATIENT,
    PROVIDER,
    CLINIC;

    /** The word of the API. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
