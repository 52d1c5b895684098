package org.consultflow.people;

import java.util.List;
import java.util.Locale;

/**
 * How somebody would like to be written to.
 *
 * @param channels names of the channels, the dearest first; empty: no preference
 * @param language of what is written; null: as the booking says
 * @param quietHours when not to be disturbed; null: as the clinic's own
 */
public record Preferences(List<String> channels, Locale language, QuietHours quietHours) {

    /** Nothing is preferred. */
    public static final Preferences NONE = new Preferences(List.of(), null, null);

    public Preferences {
        channels = List.copyOf(channels);
    }
}
