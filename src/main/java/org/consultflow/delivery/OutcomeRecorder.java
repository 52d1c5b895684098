package org.consultflow.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.time.RealTime;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes what became of attempts: the answer of a call, a receipt, a look-up, an expired lease. They come in any order and
 * more than once; each is merged under the notice's lock.
 */
@Component
class OutcomeRecorder {

    private final NoticeStore notices;
    private final DeliveryStore deliveries;
    private final AttemptStore attempts;
    private final Settlement settlement;
    private final Courier courier;
    private final Circuits circuits;
    private final GivenUp givenUp;
    private final Remedies remedies;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;

    OutcomeRecorder(
            NoticeStore notices,
            DeliveryStore deliveries,
            AttemptStore attempts,
            Settlement settlement,
            Courier courier,
            Circuits circuits,
            GivenUp givenUp,
            Remedies remedies,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime) {
        this.notices = notices;
        this.deliveries = deliveries;
        this.attempts = attempts;
        this.settlement = settlement;
        this.courier = courier;
        this.circuits = circuits;
        this.givenUp = givenUp;
        this.remedies = remedies;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** The call of an attempt ended. */
    @Transactional
    public void answered(UUID attemptId, Outcome outcome) {
        locked(attemptId).ifPresent(it -> {
            circuits.answered(it.attempt(), it.row().channel(), outcome);
            if (outcome instanceof Outcome.Accepted accepted) {
                merge(it, accepted.providerId(), accepted.status(), accepted.segments(), null, null);
            } else if (outcome instanceof Outcome.Refused refused) {
                refused(it, refused);
            } else if (outcome instanceof Outcome.Unknown unknown) {
                unknown(it, unknown);
            }
        });
    }

    /**
     * Merges a receipt.
     *
     * @return whether the attempt is known
     */
    @Transactional
    public boolean record(Receipt receipt) {
        Optional<Locked> locked = locked(receipt.attemptId());
        locked.ifPresent(it ->
                merge(it, receipt.providerId(), receipt.status(), null, receipt.errorCode(), receipt.onFailure()));
        return locked.isPresent();
    }

    /** The lease of an attempt ended and nobody came back. */
    @Transactional
    public void leaseExpired(UUID attemptId) {
        locked(attemptId)
                .filter(it -> it.attempt().state() == AttemptState.SENDING)
                .ifPresent(it -> unknown(it, new Outcome.Unknown(null, "the call never ended")));
    }

    /**
     * The provider was asked and does not know the attempt: on the second look that counts.
     *
     * @param looksBefore how often it had been looked up when this look began: of looks at the same time, one counts
     */
    @Transactional
    public void absent(UUID attemptId, int looksBefore) {
        locked(attemptId)
                .filter(it -> it.attempt().state() == AttemptState.UNKNOWN
                        && it.attempt().looks() == looksBefore)
                .ifPresent(it -> {
                    int looks = looksBefore + 1;
                    if (looks < 2) {
                        attempts.lookAgain(attemptId, looks, realTime.instant().plus(settings.secondLook()));
                        return;
                    }
                    attempts.resolve(attemptId, AttemptState.ABSENT, null, "the provider does not know it");
                    event(it, "absent", null, "looked up twice: the provider never took it, so it is sent again");
                    if (it.isCurrent() && it.row().state() == DeliveryState.UNKNOWN) {
                        settlement.failed(it.notice(), it.row(), Remedy.of(FailureAction.RETRY));
                    }
                });
    }

    /**
     * The provider can't be asked about an attempt. Once the message is of no use any more the provider will not pass it on
     * either: the attempt ends, so that it does not stand in the way of others to this number for ever.
     */
    @Transactional
    public void unanswerable(UUID attemptId) {
        locked(attemptId)
                .filter(it -> !clock.instant().isBefore(it.row().deadline()))
                .filter(it ->
                        !realTime.instant().isBefore(it.attempt().claimedAt().plus(settings.longestLook())))
                .filter(it -> attempts.resolve(attemptId, AttemptState.LOST, null, "nobody could be asked"))
                .ifPresent(it -> {
                    event(it, "lost", null, "the provider could not be asked until the message was of no use any more");
                    if (it.isCurrent() && it.row().state() == DeliveryState.UNKNOWN) {
                        settlement.failed(it.notice(), it.row(), Remedy.of(FailureAction.NEXT_CHANNEL));
                    }
                });
    }

    private void refused(Locked it, Outcome.Refused refused) {
        if (!attempts.resolve(it.attempt().id(), AttemptState.REFUSED, refused.errorCode(), refused.detail())) {
            return;
        }
        event(it, "refused", refused.errorCode(), refused.detail());
        deliveries.setAnswer(it.row().id(), realTime.instant(), null, refused.errorCode(), refused.detail());
        remedies.obey(it.attempt(), it.row().channel(), refused.remedy(), refused.errorCode());
        // unknown: the lease was over before the answer came
        boolean awaited = it.row().state() == DeliveryState.SENDING || it.row().state() == DeliveryState.UNKNOWN;
        if (it.isCurrent() && awaited) {
            settlement.failed(it.notice(), it.row(), refused.remedy());
        }
    }

    private void unknown(Locked it, Outcome.Unknown unknown) {
        boolean askable = it.attempt().askable();
        // who can't be asked is not given the message again: the receipt may still come, or silence ends the wait
        Instant look = askable ? realTime.instant().plus(settings.firstLook()) : null;
        if (!askable && repeatable(it)) {
            // it can't be asked, but the same Message-ID may go again
            attempts.resolve(it.attempt().id(), AttemptState.REFUSED, unknown.errorCode(), unknown.detail());
            event(it, "unknown", unknown.errorCode(), unknown.detail());
            if (it.isCurrent() && it.row().state() == DeliveryState.SENDING) {
                settlement.failed(it.notice(), it.row(), Remedy.of(FailureAction.RETRY));
            }
        } else if (attempts.makeUnknown(it.attempt().id(), look, unknown.errorCode(), unknown.detail())) {
            event(it, "unknown", unknown.errorCode(), unknown.detail());
            deliveries.setAnswer(it.row().id(), null, null, unknown.errorCode(), unknown.detail());
            if (it.isCurrent() && it.row().state() == DeliveryState.SENDING) {
                deliveries.setState(it.row().id(), DeliveryState.UNKNOWN);
            }
        }
    }

    private void merge(
            Locked it, String providerId, ReceiptStatus status, Integer segments, Integer code, Remedy onFailure) {
        AttemptRow attempt = it.attempt();
        if (isForeign(attempt, providerId)) {
            return;
        }
        boolean wasOpen = attempts.resolve(attempt.id(), AttemptState.ACCEPTED, null, null)
                || attempts.foundAfterAll(attempt.id());
        if (wasOpen || segments != null) {
            boolean ask = wasOpen && attempt.askable();
            attempts.accepted(
                    attempt.id(),
                    segments,
                    ask ? realTime.instant().plus(settings.prices().firstLook()) : null);
        }
        if (!status.isAbove(attempt.providerStatus())) {
            return;
        }
        attempts.setProvider(attempt.id(), providerId, status, code);
        String found = attempt.state() == AttemptState.UNKNOWN ? "found at the provider" : null;
        deliveries.event(it.row().id(), attempt.number(), status, code, found, clock.instant());
        DeliveryRow row = it.row();
        if (status.isProof()) {
            deliveries.setAnswer(row.id(), realTime.instant(), status, code, null);
            givenUp.arrived(attempt.id());
            settlement.delivered(it.notice(), row);
        } else if (it.isCurrent()) {
            deliveries.setAnswer(row.id(), realTime.instant(), status, code, null);
            boolean underWay = row.state() == DeliveryState.SENDING
                    || row.state() == DeliveryState.UNKNOWN
                    || row.state() == DeliveryState.SENT
                    || wasOpen && row.state() == DeliveryState.PENDING;
            if (status.isFailure()) {
                circuits.failedLater(attempt, row.channel(), code, onFailure);
                remedies.obey(attempt, row.channel(), onFailure, code);
                failedLater(it, underWay, onFailure);
            } else if (wasOpen && underWay) {
                deliveries.isSent(row.id(), settlement.silentAt(it.notice(), row, clock.instant()));
            }
        }
    }

    private boolean isForeign(AttemptRow attempt, String providerId) {
        return providerId != null
                && (attempt.providerId() == null
                        ? attempts.boundElsewhere(providerId, attempt)
                        : !attempt.providerId().equals(providerId));
    }

    private void failedLater(Locked it, boolean underWay, Remedy onFailure) {
        // silence that was taken for arrival was none: what would have followed a failure follows now
        if (underWay || it.row().state() == DeliveryState.UNCONFIRMED) {
            settlement.failed(
                    it.notice(), it.row(), onFailure == null ? Remedy.of(FailureAction.NEXT_CHANNEL) : onFailure);
        } else if (it.row().state() == DeliveryState.SILENT) {
            // the next channel went long ago; only the knowledge gets better
            deliveries.setState(it.row().id(), DeliveryState.FAILED);
        }
    }

    private boolean repeatable(Locked it) {
        return courier.wayOut(it.row().channel(), it.attempt().provider())
                .map(Way::repeatable)
                .orElse(false);
    }

    private void event(Locked it, String event, Integer code, String detail) {
        deliveries.event(it.row().id(), it.attempt().number(), event, code, detail, clock.instant());
    }

    private Optional<Locked> locked(UUID attemptId) {
        Optional<NoticeRow> locked =
                attempts.find(attemptId).map(AttemptRow::deliveryId).flatMap(notices::lockOf);
        return locked.map(notice -> {
            // read again: only now nobody else changes it
            AttemptRow attempt = attempts.find(attemptId).orElseThrow();
            return new Locked(notice, deliveries.delivery(attempt.deliveryId()), attempt);
        });
    }

    private record Locked(NoticeRow notice, DeliveryRow row, AttemptRow attempt) {

        boolean isCurrent() {
            return attempt.id().equals(row.attemptId());
        }
    }
}
