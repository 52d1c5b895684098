package org.consultflow.sandbox.twilio;

/**
 * Sees every request to the stand-in before it is processed, so that a test can hold it against Twilio's own description.
 * Register it as a bean.
 */
@FunctionalInterface
public interface RequestObserver {

    /** Called on the server's thread; what it throws answers the request with a 500. */
    void observed(TwilioRequest request);
}
