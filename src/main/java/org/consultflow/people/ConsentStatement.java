package org.consultflow.people;

import java.time.Instant;

/**
 * Somebody said whether a person may be written to on a channel; the words are those of a FHIR Consent.
 *
 * @param channel name of the channel
 * @param active {@code status}: {@code active} or {@code inactive}
 * @param dateTime when it was said
 * @param source where it was said: {@link Consents#BOOKING}, {@link Consents#ASSUMED}, or the word of who asked for it
 * @param recordedAt when we heard of it
 */
public record ConsentStatement(String channel, boolean active, Instant dateTime, String source, Instant recordedAt) {

    /** {@code active} or {@code inactive}. */
    public String status() {
        return active ? "active" : "inactive";
    }

    boolean isPersons() {
        return !source.equals(Consents.BOOKING) && !source.equals(Consents.ASSUMED);
    }
}
