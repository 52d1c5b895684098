package org.consultflow.consultation;

import java.time.Instant;

/**
 * A line of a consultation's own history.
 *
 * @param at when, by the adjustable clock
 * @param event what: {@code booked}, {@code accepted}, {@code rescheduled} …
 * @param party on whose behalf; or null
 * @param detail without contact data or free text; or null
 */
public record ConsultationEvent(Instant at, String event, Party party, String detail) {}
