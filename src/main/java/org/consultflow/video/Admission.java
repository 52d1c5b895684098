package org.consultflow.video;

import java.util.Locale;

/** Whether somebody who has come may go in. */
enum Admission {
    WAITING,
    /** The provider has seen that the patient is here and asks for a little patience. */
    ASKED_TO_WAIT,
    ADMITTED;

    /** The word of the database and of the page. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Admission of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
