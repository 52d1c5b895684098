package org.consultflow.consultation;

/** More is booked than can be written down: a booking has waited for its turn in vain. Nothing of it was kept. */
public class BookingsBusyException extends RuntimeException {

    /** After how many seconds it is worth to try again. */
    public static final int RETRY_AFTER_SECONDS = 5;

    BookingsBusyException() {
        super("too much is being booked at the same time; nothing was booked: send the same again, with the same"
                + " Idempotency-Key");
    }
}
