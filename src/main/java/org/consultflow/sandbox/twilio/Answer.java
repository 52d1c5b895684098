package org.consultflow.sandbox.twilio;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back over the wire.
 *
 * @param status HTTP status; 0 closes the connection without an answer
 * @param body becomes JSON
 * @param delay real time until it goes
 */
record Answer(int status, Map<String, Object> body, Duration delay) {

    static Answer of(int status, Map<String, Object> body) {
        return new Answer(status, body, Duration.ZERO);
    }

    static Answer of(TwilioError error) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", error.code());
        body.put("message", error.getMessage());
        body.put("more_info", "https://www.twilio.com/docs/errors/" + error.code());
        body.put("status", error.status());
        return of(error.status(), body);
    }

    static Answer none() {
        return of(0, Map.of());
    }

    Answer after(Duration wait) {
        return new Answer(status, body, wait);
    }
}
