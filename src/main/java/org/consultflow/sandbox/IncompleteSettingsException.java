package org.consultflow.sandbox;

import java.util.List;

/** The service cannot start as it is configured; message and action say so in words. */
class IncompleteSettingsException extends RuntimeException {

    private final String action;

    IncompleteSettingsException(String message, String action, Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    IncompleteSettingsException(String message, String action) {
        this(message, action, null);
    }

    /** @param missing names of what is missing, of every set that is begun */
    IncompleteSettingsException(List<String> missing) {
        this(
                "Not started: a set of settings is begun but incomplete. Missing: " + String.join(", ", missing)
                        + ". README.md says what belongs together.",
                "Set what is missing, or unset the whole set to use the stand-in.");
    }

    /** What to do about it. */
    String action() {
        return action;
    }
}
