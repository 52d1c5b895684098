package org.consultflow.sandbox.twilio;

/** An answer that is an error, as Twilio puts it. Messages never quote what was sent. */
class TwilioError extends RuntimeException {

    private final int status;
    private final int code;

    /**
     * @param status HTTP status
     * @param code Twilio's error code
     */
    TwilioError(int status, int code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static TwilioError badRequest(int code, String message) {
        return new TwilioError(400, code, message);
    }

    static TwilioError notFound(String path) {
        return new TwilioError(404, 20404, "The requested resource " + path + " was not found");
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }
}
