package org.consultflow.consultation;

/**
 * The process behind consultations, or behind this one, stands still because ops suspended it. Nothing was changed, and
 * the same command goes through once it is activated: trying again at once is of no use.
 */
public class ProcessSuspendedException extends RuntimeException {

    /** How soon it is worth asking again, in seconds: people activate what people suspended. */
    public static final int RETRY_AFTER_SECONDS = 60;

    private static final String WORDS = "the process behind this is suspended in the engine, so nothing was changed:"
            + " once ops have activated it, send the same again, a booking with the same Idempotency-Key";

    /** In the words for whoever called. */
    public ProcessSuspendedException() {
        this(null);
    }

    /** @param cause what the engine said */
    public ProcessSuspendedException(Throwable cause) {
        super(WORDS, cause);
    }
}
