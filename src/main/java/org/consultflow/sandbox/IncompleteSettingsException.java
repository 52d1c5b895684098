package org.consultflow.sandbox;

import java.util.List;

/** The settings contradict each other or are begun and not complete; the service does not start. */
class IncompleteSettingsException extends RuntimeException {

    IncompleteSettingsException(String message) {
        super(message);
    }

    IncompleteSettingsException(List<String> missing) {
        super("Not started: a set of settings is begun but incomplete. Missing: " + String.join(", ", missing)
                + ". README.md says what belongs together.");
    }
}
