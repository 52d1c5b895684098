package org.consultflow.consultation;

import java.util.UUID;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What may be asked of a consultation from outside. Each command is one transaction: consultation, then delivery rows,
 * then the engine; it is retried whole when the engine moved the same instance at the same time.
 *
 * <p>All throw {@link InvalidRequestException} for input that breaks a rule, {@link ConsultationNotFoundException} for an
 * unknown id, {@link StateConflictException} when the status forbids the command, and {@link ProcessSuspendedException} while
 * ops have suspended the process.
 */
public interface ConsultationCommands {

    /**
     * Books. The same key with the same booking answers as before. Bookings that come at the same time may share a
     * transaction, except within one of the caller's.
     *
     * @param idempotencyKey chosen by the caller; null if there is none
     * @param booking as in the API's description
     * @param answer what to make of the consultation in the booking's own transaction, where nothing has to be read back;
     *     never null. It may be asked several times, and on another thread
     * @throws StateConflictException if the key was used for another booking
     * @throws BookingsBusyException if so much is booked that its turn did not come
     */
    <T> T book(String idempotencyKey, JsonNode booking, Function<Consultation, T> answer);

    /** As {@link #book(String, JsonNode, Function)}; the answer is the consultation. */
    default Consultation book(String idempotencyKey, JsonNode booking) {
        return book(idempotencyKey, booking, Function.identity());
    }

    /** The provider accepts. */
    Consultation accept(UUID id);

    /** The provider declines. @param reason in words; or null */
    Consultation decline(UUID id, String reason);

    /** Somebody cancels. @param reason in words; or null */
    Consultation cancel(UUID id, Party by, String reason);

    /**
     * Moves the consultation to another time.
     *
     * @param request {@code start}, and optionally {@code timeZone} and {@code durationMinutes}
     */
    Consultation reschedule(UUID id, JsonNode request);

    /**
     * The patient says that they will come. Said again, it changes nothing.
     *
     * @param scheduleRevision of the schedule that the patient was asked about; it must be the present one
     * @param via how it was said: a code word such as {@code sms} or {@code link}
     * @throws StateConflictException also if the start has come
     */
    Consultation confirmAttendance(UUID id, int scheduleRevision, String via);

    /** The payment came in. */
    Consultation confirmPayment(UUID id);

    /**
     * The session is over.
     *
     * @param outcome {@code completed} (default), {@code no-show} or {@code unknown}; or null
     */
    Consultation complete(UUID id, String outcome);
}
