package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.consultflow.delivery.DeliverySettings.CircuitSettings;

/**
 * Whether a sender or an account at a provider can be used. Open: nothing is sent. After a pause one message goes on trial;
 * how that ends decides. Calls that were under way before count for nothing then: they tell of the time before.
 */
class Circuit {

    /** Why a circuit is open; a receipt comes after "accepted", which then proves nothing. */
    record Trouble(Integer errorCode, Remedy.Concern concern, boolean byReceipt) {}

    private final CircuitBreaker breaker;
    private final CircuitSettings settings;
    private final Clock realTime;
    private Trouble trouble;
    private int openings;
    private Instant trialAt = Instant.MIN;
    private Instant closedAt = Instant.MIN;
    private UUID trial;
    private Instant trialUntil;

    Circuit(String name, CircuitSettings settings, Clock realTime) {
        this.settings = settings;
        this.realTime = realTime;
        this.breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .clock(realTime)
                        .slidingWindowSize(settings.unreached())
                        .minimumNumberOfCalls(settings.unreached())
                        .failureRateThreshold(100)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitDurationInOpenState(settings.pause())
                        .build());
    }

    String name() {
        return breaker.getName();
    }

    synchronized boolean isClosed() {
        return breaker.getState() == State.CLOSED;
    }

    synchronized Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** The message on trial, while its fate is awaited. */
    synchronized Optional<UUID> trial() {
        return Optional.ofNullable(trial);
    }

    /** How long nothing will be let through; zero if something may be at once. */
    synchronized Duration remaining() {
        Instant next = trial == null ? trialAt : trialUntil;
        Instant now = realTime.instant();
        return isClosed() || !next.isAfter(now) ? Duration.ZERO : Duration.between(now, next);
    }

    /** Whether an attempt may go. While the circuit is not closed this makes it the trial. */
    synchronized boolean admits(UUID attempt) {
        if (isClosed()) {
            return true;
        }
        if (!remaining().isZero()) {
            return false;
        }
        if (trial != null) {
            // nothing was heard of it
            release(trial);
        }
        if (!breaker.tryAcquirePermission()) {
            return false;
        }
        trial = attempt;
        trialUntil = realTime.instant().plus(pause());
        return true;
    }

    /** An attempt that was admitted says nothing about the circuit; another may be the trial. */
    synchronized void release(UUID attempt) {
        if (attempt.equals(trial)) {
            trial = null;
            if (breaker.getState() == State.HALF_OPEN) {
                breaker.releasePermission();
            }
        }
    }

    /** @return whether this closed the circuit */
    synchronized boolean worked(UUID attempt) {
        if (isClosed()) {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            return false;
        }
        boolean somebodyListens = trouble.concern() == Remedy.Concern.REACH;
        if (!attempt.equals(trial) && !somebodyListens) {
            return false;
        }
        breaker.transitionToClosedState();
        trial = null;
        trouble = null;
        openings = 0;
        closedAt = realTime.instant();
        return true;
    }

    /**
     * The provider said that sender or account cannot be used.
     *
     * @param claimedAt when the attempt began, by real time
     * @return whether this opened the circuit
     */
    synchronized boolean failed(UUID attempt, Instant claimedAt, Trouble why) {
        boolean news = isClosed() ? !claimedAt.isBefore(closedAt) : attempt.equals(trial);
        if (news) {
            open(why);
        }
        return news;
    }

    /** @return whether this opened the circuit: nobody listened several times in a row */
    synchronized boolean unreached(UUID attempt, Trouble why) {
        if (isClosed()) {
            breaker.onError(0, TimeUnit.NANOSECONDS, null);
            if (isClosed()) {
                return false;
            }
        } else if (!attempt.equals(trial)) {
            return false;
        }
        open(why);
        return true;
    }

    private void open(Trouble why) {
        trouble = why;
        trial = null;
        Duration pause = pause();
        openings++;
        trialAt = realTime.instant().plus(pause);
        if (breaker.getState() == State.OPEN) {
            return;
        }
        breaker.transitionToOpenStateFor(pause);
    }

    private Duration pause() {
        Duration doubled = settings.pause().multipliedBy(1L << Math.min(openings, 10));
        return doubled.compareTo(settings.longestPause()) < 0 ? doubled : settings.longestPause();
    }
}
