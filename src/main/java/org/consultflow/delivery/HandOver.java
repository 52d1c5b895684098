package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import org.consultflow.delivery.Remedy.Concern;
import org.consultflow.telemetry.Trail;
import org.consultflow.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Hands a message that was taken in hand to its provider. Outside of any transaction, as every call. */
@Component
class HandOver {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private final Courier courier;
    private final AttemptStore attempts;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;
    private final DeliveryMeters meters;
    private final Trail trail;

    HandOver(
            Courier courier,
            AttemptStore attempts,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime,
            DeliveryMeters meters,
            ObjectProvider<Trail> trail) {
        this.courier = courier;
        this.attempts = attempts;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
        this.meters = meters;
        this.trail = Trail.of(trail);
    }

    /**
     * Writes the message and calls the provider.
     *
     * @return what is known afterwards
     */
    Outcome deliver(Claim claim) {
        try (Trail.Step step = trail.step("send message", claim.notice().consultationId(), claim.deliveryId())) {
            step.note("channel", claim.channel());
            step.note("provider", claim.attempt().provider());
            step.note("attempt", claim.attempt().number());
            Outcome outcome = write(claim);
            step.note("outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
            return outcome;
        }
    }

    private Outcome write(Claim claim) {
        Content content;
        try {
            content = claim.compose();
            if (!Objects.equals(content.version(), claim.words())) {
                // somebody edited them just now
                attempts.writeTemplateVersion(claim.attempt().id(), content.version());
            }
        } catch (RuntimeException e) {
            return unwritten(claim.deliveryId(), e);
        }
        return call(claim, content);
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
        Duration useful = Duration.between(clock.instant(), claim.deadline());
        OutgoingMessage message = new OutgoingMessage(
                claim.attempt().id(),
                claim.deliveryId(),
                claim.channel(),
                claim.attempt().provider(),
                claim.address(),
                useful,
                content);
        Instant begun = realTime.instant();
        Outcome outcome = send(message);
        meters.called(message.provider(), outcome, Duration.between(begun, realTime.instant()));
        return outcome;
    }

    private Outcome send(OutgoingMessage message) {
        try {
            return courier.send(message);
        } catch (RuntimeException e) {
            LOG.error(
                    "the call for delivery {} broke off: {}",
                    message.messageId(),
                    e.getClass().getName());
            return new Outcome.Unknown(null, "the call broke off");
        }
    }
}
