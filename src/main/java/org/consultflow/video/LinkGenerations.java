package org.consultflow.video;

import java.util.UUID;

/** How often the join links of a participant were revoked. */
interface LinkGenerations {

    /** @return 0 if never */
    int of(UUID consultationId, Participant participant);
}
