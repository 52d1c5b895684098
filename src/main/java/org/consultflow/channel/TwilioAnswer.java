package org.consultflow.channel;

/**
 * Twilio answered something else than success. Made instead of the SDK's own exception, whose message quotes the phone
 * number.
 */
class TwilioAnswer extends RuntimeException {

    private final int status;
    private final Integer code;

    /**
     * @param status of HTTP
     * @param code Twilio's, or null where the answer has none, as an HTML page of a proxy
     */
    TwilioAnswer(int status, Integer code) {
        super("HTTP " + status + (code == null ? "" : ", code " + code));
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    Integer code() {
        return code;
    }
}
