package org.consultflow.lifecycle.guard;

import org.camunda.bpm.engine.BadUserRequestException;

/** A guard says no; engine-rest answers 400 where the engine lets it. The message never repeats a value. */
class RefusedException extends BadUserRequestException {

    RefusedException(String message) {
        super(message);
    }
}
