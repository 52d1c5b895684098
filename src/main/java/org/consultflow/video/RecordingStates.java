package org.consultflow.video;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Component;

/** How it stands with the recording of visits, in the words of their pages. */
@Component
class RecordingStates {

    private final RecordingConsents consents;
    private final RecordingSettings settings;

    RecordingStates(RecordingConsents consents, RecordingSettings settings) {
        this.consents = consents;
        this.settings = settings;
    }

    /** Nothing for a visit where the clinic records nothing; what was begun is told all the same. */
    Map<UUID, String> of(Collection<UUID> consultations) {
        Map<UUID, String> states = new HashMap<>();
        if (settings.enabled()) {
            consultations.forEach(id -> states.put(id, "none"));
        }
        consents.newest(consultations).forEach((id, newest) -> states.put(id, newest.state()));
        return states;
    }
}
