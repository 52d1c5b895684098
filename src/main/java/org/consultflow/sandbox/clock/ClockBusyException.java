package org.consultflow.sandbox.clock;

/** The clock could not be moved all the way; the message says what held it. It stands where it got to. */
public class ClockBusyException extends RuntimeException {

    ClockBusyException(String message) {
        super(message);
    }
}
