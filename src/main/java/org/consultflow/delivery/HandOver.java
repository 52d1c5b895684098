package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.consultflow.delivery.Claims.Claim;
import org.consultflow.delivery.Remedy.Concern;
import org.consultflow.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Hands a message that was taken in hand to its provider. Outside of any transaction, as every call. */
@Component
class HandOver {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private final Correspondence correspondence;
    private final Courier courier;
    private final AttemptStore attempts;
    private final OutcomeRecorder outcomes;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;

    HandOver(
            Correspondence correspondence,
            Courier courier,
            AttemptStore attempts,
            OutcomeRecorder outcomes,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime) {
        this.correspondence = correspondence;
        this.courier = courier;
        this.attempts = attempts;
        this.outcomes = outcomes;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** Writes the message, calls the provider, and keeps what is known afterwards. */
    void deliver(Claim claim) {
        Content content;
        try {
            content = correspondence.compose(claim.notice().key(), claim.row().channel());
        } catch (RuntimeException e) {
            outcomes.answered(claim.attempt().id(), unwritten(claim.row().id(), e));
            return;
        }
        attempts.writeTemplateVersion(claim.attempt().id(), content.version());
        outcomes.answered(claim.attempt().id(), call(claim, content));
    }

    private static Outcome unwritten(UUID delivery, RuntimeException e) {
        if (e instanceof DataAccessException) {
            LOG.error("delivery {} cannot be read: {}", delivery, e.getClass().getName());
            Remedy later = new Remedy(FailureAction.RETRY, Concern.NOT_ASKED, null, null, false);
            return new Outcome.Refused(null, "the message could not be read", later);
        }
        LOG.error("delivery {} cannot be written: {}", delivery, e.getClass().getName(), e);
        return new Outcome.Refused(null, "the message cannot be written", Remedy.NOT_ASKED);
    }

    private Outcome call(Claim claim, Content content) {
        Instant latest = claim.attempt().claimedAt().plus(settings.lease().dividedBy(2));
        if (!realTime.instant().isBefore(latest)) {
            // the database or the whole process stood still: when the lease is over another node sends it
            return new Outcome.Refused(
                    null, "not called, because too long after it was taken in hand", FailureAction.RETRY);
        }
        Duration useful = Duration.between(clock.instant(), claim.row().deadline());
        OutgoingMessage message = new OutgoingMessage(
                claim.attempt().id(),
                claim.row().id(),
                claim.row().channel(),
                claim.attempt().provider(),
                claim.address(),
                useful,
                content);
        try {
            return courier.send(message);
        } catch (RuntimeException e) {
            LOG.error(
                    "the call for delivery {} broke off: {}",
                    claim.row().id(),
                    e.getClass().getName());
            return new Outcome.Unknown(null, "the call broke off");
        }
    }
}
