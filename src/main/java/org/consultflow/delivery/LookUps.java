package org.consultflow.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.consultflow.crypto.Vault;
import org.consultflow.delivery.AttemptStore.Binding;
import org.consultflow.delivery.Courier.CourierException;
import org.consultflow.delivery.Courier.Sighting;
import org.consultflow.time.RealTime;
import org.springframework.stereotype.Component;

/** Asks the provider what became of an attempt whose answer never came. Outside of any transaction, as every call. */
@Component
class LookUps {

    private final AttemptStore attempts;
    private final OutcomeRecorder outcomes;
    private final Courier courier;
    private final Vault vault;
    private final DeliverySettings settings;
    private final Clock realTime;

    LookUps(
            AttemptStore attempts,
            OutcomeRecorder outcomes,
            Courier courier,
            Vault vault,
            DeliverySettings settings,
            @RealTime Clock realTime) {
        this.attempts = attempts;
        this.outcomes = outcomes;
        this.courier = courier;
        this.vault = vault;
        this.settings = settings;
        this.realTime = realTime;
    }

    void lookUp(UUID attemptId) {
        // found some time ago: it may have been looked up since
        attempts.findToLookUp(attemptId, realTime.instant()).ifPresent(this::lookUp);
    }

    private void lookUp(Attempt attempt) {
        UUID attemptId = attempt.id();
        // the provider's clock may be a little behind ours
        Instant since = attempt.claimedAt().minusSeconds(5);
        try {
            courier.find(attempt.provider(), vault.open(attempt.recipientSealed()), since).stream()
                    .filter(seen -> isFree(seen, attempt))
                    .findFirst()
                    .ifPresentOrElse(seen -> found(attemptId, seen), () -> outcomes.absent(attemptId, attempt.looks()));
        } catch (CourierException noAnswer) {
            lookLater(attempt);
            outcomes.unanswerable(attemptId);
        } catch (RuntimeException e) {
            // it must not stand in front of all others that are to be looked up
            lookLater(attempt);
            outcomes.unanswerable(attemptId);
            throw e;
        }
    }

    private boolean isFree(Sighting seen, Attempt attempt) {
        return attempts.boundElsewhere(List.of(new Binding(attempt.id(), attempt.provider(), seen.providerId())))
                .isEmpty();
    }

    private void lookLater(Attempt attempt) {
        attempts.lookLater(
                attempt.id(), realTime.instant(), settings.firstLook().multipliedBy(5), settings.longestLook());
    }

    private void found(UUID attemptId, Sighting seen) {
        outcomes.record(new Receipt(attemptId, seen.providerId(), seen.status(), seen.errorCode(), seen.onFailure()));
    }
}
