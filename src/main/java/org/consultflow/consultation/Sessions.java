package org.consultflow.consultation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads what somebody has ahead. */
public interface Sessions {

    /**
     * The consultations of a person that are booked and not ended or called off, soonest first.
     *
     * @param personId patient or provider
     * @param notEndedBy those whose planned end is after this, by the adjustable clock
     * @param most how many at most
     */
    List<Consultation> ahead(UUID personId, Instant notEndedBy, int most);
}
