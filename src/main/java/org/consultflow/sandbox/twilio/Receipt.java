package org.consultflow.sandbox.twilio;

import java.time.Duration;

/**
 * A step in what becomes of a message, of which the sender is told.
 *
 * @param pause real time since the step before
 * @param status Twilio's word
 * @param errorCode or null
 */
record Receipt(Duration pause, String status, Integer errorCode) {}
