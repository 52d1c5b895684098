package org.consultflow.video;

import java.util.Collection;
import java.util.UUID;

/** How often the join links of a participant were revoked. */
interface LinkGenerations {

    /** @return 0 if never */
    int of(UUID consultationId, Participant participant);

    /** @return as they are now, for these consultations only, asked for at once if there is anything to ask */
    default LinkGenerations about(Collection<UUID> consultationIds) {
        return this;
    }
}
