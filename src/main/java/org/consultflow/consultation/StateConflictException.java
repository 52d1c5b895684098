package org.consultflow.consultation;

/** The command does not fit the state of things; nothing was changed. */
public class StateConflictException extends RuntimeException {

    public StateConflictException(String message) {
        super(message);
    }
}
