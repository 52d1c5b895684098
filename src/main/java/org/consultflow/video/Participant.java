package org.consultflow.video;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who may be in a room. */
enum Participant {
    PATIENT,
    PROVIDER;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Participant> of(String word) {
        return Arrays.stream(values())
                .filter(participant -> participant.word().equals(word))
                .findFirst();
    }
}
