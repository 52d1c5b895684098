package org.consultflow.consultation;

import java.util.List;
import java.util.UUID;

/** What another room knows to have happened at a consultation. Implemented by {@code video}. */
public interface ConsultationTrace {

    /**
     * What happened, oldest first; the party is who did it, null if nobody in particular.
     *
     * @return empty if nothing is known of that consultation
     */
    List<ConsultationEvent> of(UUID consultationId);
}
