package org.consultflow.consultation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a consultation is held. */
public enum ConsultationType {
    VIDEO,
    IN_PERSON,
    HYBRID,
    VOICE,
    SMS;

    /** The word of the API and of the reminder plan, such as {@code in-person}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a video room belongs to it. */
    public boolean hasVideoRoom() {
        return this == VIDEO || this == HYBRID;
    }

    /** The type of an API word. */
    public static Optional<ConsultationType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }
}
