package org.consultflow.consultation;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A booking whose caller waits for its turn, and then for the answer.
 *
 * @param <T> the answer
 */
final class WaitingBooking<T> {

    private final NewBooking booking;
    private final Function<Consultation, T> answer;
    private final Supplier<T> alone;
    private final AtomicBoolean taken = new AtomicBoolean();
    /** Empty: its caller has to book alone. */
    private final CompletableFuture<Optional<T>> result = new CompletableFuture<>();

    private T answered;

    /**
     * @param answer what the caller makes of what was booked, in the booking's transaction
     * @param alone books it in a transaction of its own, and answers
     */
    WaitingBooking(NewBooking booking, Function<Consultation, T> answer, Supplier<T> alone) {
        this.booking = booking;
        this.answer = answer;
        this.alone = alone;
    }

    NewBooking booking() {
        return booking;
    }

    /** @return whether it is the caller's, who may take it in hand or let it be, and nobody else's */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    /** It was booked, in a transaction that may still fail. */
    void booked(Consultation consultation) {
        // no answer would look like no booking, and it would be made again
        answered = Objects.requireNonNull(answer.apply(consultation));
    }

    /** What was booked stands; what was not has to be booked alone. */
    void committed() {
        result.complete(Optional.ofNullable(answered));
    }

    /** Nothing of it was kept. */
    void hasToGoAlone() {
        result.complete(Optional.empty());
    }

    /** Nobody knows of it any more than this. */
    void failed(Throwable why) {
        result.completeExceptionally(why);
    }

    /** Books it now, in this thread, for its caller. */
    void bookAlone() {
        try {
            result.complete(Optional.of(alone.get()));
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /**
     * Waits for the answer.
     *
     * @param patience how long until it is taken in hand; then it is waited for as long as it takes
     * @throws BookingsBusyException if its turn did not come: it was not booked, and will not be
     */
    T await(Duration patience) {
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS).orElseGet(alone);
        } catch (TimeoutException late) {
            return letBe();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return letBe();
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        }
    }

    private T letBe() {
        if (take()) {
            throw new BookingsBusyException();
        }
        try {
            return result.join().orElseGet(alone);
        } catch (CompletionException e) {
            throw thrown(e.getCause());
        }
    }

    private static RuntimeException thrown(Throwable why) {
        return why instanceof RuntimeException known ? known : new IllegalStateException(why);
    }
}
