package org.consultflow.video;

import java.util.Locale;

/** Where a consultation's room stands, as far as is known here. */
enum RoomStatus {
    /** It has a name; whether the provider has made it is not known yet. */
    RESERVED,
    IN_PROGRESS,
    /** We ended it, or found it ended. */
    COMPLETED,
    /** The provider said by itself that it ended: it does tell us what happens in this room. */
    ENDED;

    /** The word of the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static RoomStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The word of the API, which is the provider's own where there is a room. */
    String publicWord() {
        return switch (this) {
            case RESERVED -> "none";
            case IN_PROGRESS -> "in-progress";
            case COMPLETED, ENDED -> "completed";
        };
    }

    boolean over() {
        return this == COMPLETED || this == ENDED;
    }
}
