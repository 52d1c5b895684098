package org.consultflow.reply;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a patient may answer. */
enum Answer {
    CONFIRM,
    CANCEL,
    ANOTHER_TIME;

    /** As it is sent and stored, such as {@code another-time}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Answer> of(String word) {
        return Arrays.stream(values())
                .filter(answer -> answer.word().equals(word))
                .findFirst();
    }
}
