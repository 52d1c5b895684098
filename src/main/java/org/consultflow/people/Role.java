package org.consultflow.people;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** In which role somebody takes part in a consultation. */
public enum Role {
    PATIENT,
    PROVIDER;

    /** The word of the API: {@code patient} or {@code provider}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
