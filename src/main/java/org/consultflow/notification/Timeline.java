package org.consultflow.notification;

import java.util.List;
import java.util.UUID;

/** Everything that happened to a consultation or will happen, in order. */
public interface Timeline {

    /**
     * The entries of a consultation, oldest first, what is planned last.
     *
     * @throws org.consultflow.consultation.ConsultationNotFoundException if there is none
     */
    List<TimelineEntry> of(UUID consultationId);
}
