package org.consultflow.delivery;

import java.time.Clock;

import org.consultflow.delivery.HeldAttempts.Held;
import org.consultflow.telemetry.Trail;
import org.consultflow.time.RealTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What providers say of messages, in any order and more than once: a status only moves up, and proof beats failure. Every
 * caller holds the lock on the notice.
 */
@Component
class Statuses {

    private final Settlement settlement;
    private final Circuits circuits;
    private final Remedies remedies;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;
    private final Trail trail;

    Statuses(
            Settlement settlement,
            Circuits circuits,
            Remedies remedies,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime,
            ObjectProvider<Trail> trail) {
        this.settlement = settlement;
        this.circuits = circuits;
        this.remedies = remedies;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
        this.trail = Trail.of(trail);
    }

    /**
     * Merges what the provider says of an attempt.
     *
     * @param providerId the provider's id of the message; null: it does not say
     * @param segments as the provider counts them; null: it does not say
     * @param code the provider's code; null if there is none
     * @param onFailure what a failure asks for; null: the next channel
     */
    void merge(
            HeldAttempts desk,
            Held it,
            String providerId,
            ReceiptStatus status,
            Integer segments,
            Integer code,
            Remedy onFailure) {
        Attempt attempt = it.attempt();
        if (desk.isForeign(attempt, providerId)) {
            return;
        }
        AttemptState before = attempt.state();
        boolean wasOpen = attempt.resolve(AttemptState.ACCEPTED, null, null) || attempt.foundAfterAll();
        if (wasOpen || segments != null) {
            boolean ask = wasOpen && attempt.askable();
            attempt.accepted(
                    segments, ask ? realTime.instant().plus(settings.prices().firstLook()) : null);
        }
        if (!status.isAbove(attempt.providerStatus())) {
            return;
        }
        leaveTrail(it.row(), attempt, status);
        attempt.setProvider(providerId, status, code);
        tell(it.row(), attempt, before, status, code);
        Delivery row = it.row();
        if (status.isProof()) {
            row.setAnswer(realTime.instant(), status, code, null);
            desk.arrived(attempt);
            settlement.delivered(row);
        } else if (it.isCurrent()) {
            row.setAnswer(realTime.instant(), status, code, null);
            boolean underWay = row.state() == DeliveryState.SENDING
                    || row.state() == DeliveryState.UNKNOWN
                    || row.state() == DeliveryState.SENT
                    || wasOpen && row.state() == DeliveryState.PENDING;
            if (status.isFailure()) {
                circuits.failedLater(attempt, row.channel(), code, onFailure);
                remedies.obey(attempt, row.channel(), onFailure, code);
                failedLater(it, underWay, onFailure);
            } else if (wasOpen && underWay) {
                row.isSent(settlement.silentAt(row, clock.instant()));
            }
        }
    }

    private void tell(Delivery row, Attempt attempt, AttemptState before, ReceiptStatus status, Integer code) {
        if (before == AttemptState.SENDING && status.isPassedOn()) {
            attempt.taken(status, clock.instant());
        } else {
            String found = before == AttemptState.UNKNOWN ? "found at the provider" : null;
            row.event(attempt.number(), status, code, found, clock.instant());
        }
    }

    /** That the provider says this of an attempt becomes part of the consultation's trail. */
    void leaveTrail(Delivery row, Attempt attempt, ReceiptStatus status) {
        try (Trail.Step step = trail.step("message status", row.notice().key().consultationId(), row.id())) {
            step.note("status", status.word());
            step.note("attempt", attempt.number());
        }
    }

    private void failedLater(Held it, boolean underWay, Remedy onFailure) {
        // silence that was taken for arrival was none: what would have followed a failure follows now
        if (underWay || it.row().state() == DeliveryState.UNCONFIRMED) {
            settlement.failed(it.row(), onFailure == null ? Remedy.of(FailureAction.NEXT_CHANNEL) : onFailure);
        } else if (it.row().state() == DeliveryState.SILENT) {
            // the next channel went long ago; only the knowledge gets better
            it.row().setState(DeliveryState.FAILED);
        }
    }
}
