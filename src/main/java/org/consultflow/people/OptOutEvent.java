package org.consultflow.people;

import java.time.Instant;

/**
 * The owner of an address said "stop", or took it back.
 *
 * @param channel on which
 * @param optedOut whether it was "stop"
 * @param source where it was said, such as {@code twilio-inbound-message} or {@code provider-21610}
 * @param at when, by the adjustable clock
 */
public record OptOutEvent(String channel, boolean optedOut, String source, Instant at) {}
