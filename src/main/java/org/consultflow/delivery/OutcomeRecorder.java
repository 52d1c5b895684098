package org.consultflow.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import org.consultflow.delivery.Answers.Answer;
import org.consultflow.delivery.HeldAttempts.Held;
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
    private final AttemptStore attempts;
    private final Settlement settlement;
    private final Courier courier;
    private final Circuits circuits;
    private final GivenUp givenUp;
    private final Statuses statuses;
    private final Remedies remedies;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;

    OutcomeRecorder(
            NoticeStore notices,
            AttemptStore attempts,
            Settlement settlement,
            Courier courier,
            Circuits circuits,
            GivenUp givenUp,
            Statuses statuses,
            Remedies remedies,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime) {
        this.notices = notices;
        this.attempts = attempts;
        this.settlement = settlement;
        this.courier = courier;
        this.circuits = circuits;
        this.givenUp = givenUp;
        this.statuses = statuses;
        this.remedies = remedies;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** The calls of attempts ended. What stands there is read first. */
    @Transactional
    public void merge(List<Answer> answers) {
        HeldAttempts desk = lock(answers.stream().map(it -> it.attempt().id()).toList(), NoticeStore::lockOfAttempts);
        for (Answer answer : answers) {
            if (answer.outcome() instanceof Outcome.Accepted accepted) {
                desk.bind(answer.attempt().id(), accepted.providerId());
            }
        }
        desk.foreign(attempts.boundElsewhere(desk.bindings()));
        for (Answer answer : answers) {
            desk.find(answer.attempt().id()).ifPresent(it -> {
                Outcome outcome = answer.outcome();
                circuits.answered(it.attempt(), it.row().channel(), outcome);
                if (outcome instanceof Outcome.Accepted accepted) {
                    statuses.merge(desk, it, accepted.providerId(), accepted.status(), accepted.segments(), null, null);
                } else if (outcome instanceof Outcome.Refused refused) {
                    refused(it, refused);
                } else if (outcome instanceof Outcome.Unknown unknown) {
                    unknown(it, unknown);
                }
            });
        }
        save(desk);
    }

    /**
     * Merges a receipt.
     *
     * @return whether the attempt is known
     */
    @Transactional
    public boolean record(Receipt receipt) {
        return !record(List.of(receipt), NoticeStore::lockOfAttempts).isEmpty();
    }

    /**
     * Merges receipts, except where somebody else is at work on the notice.
     *
     * @return the attempts about which something was merged
     */
    @Transactional
    public Set<UUID> recordWhereFree(List<Receipt> receipts) {
        return record(receipts, NoticeStore::tryLockOfAttempts);
    }

    private Set<UUID> record(List<Receipt> receipts, BiFunction<NoticeStore, List<UUID>, List<Notice>> locking) {
        HeldAttempts desk = lock(receipts.stream().map(Receipt::attemptId).toList(), locking);
        receipts.forEach(receipt -> desk.bind(receipt.attemptId(), receipt.providerId()));
        desk.foreign(attempts.boundElsewhere(desk.bindings()));
        Set<UUID> merged = new HashSet<>();
        for (Receipt receipt : receipts) {
            desk.find(receipt.attemptId()).ifPresent(it -> {
                statuses.merge(
                        desk,
                        it,
                        receipt.providerId(),
                        receipt.status(),
                        null,
                        receipt.errorCode(),
                        receipt.onFailure());
                merged.add(receipt.attemptId());
            });
        }
        save(desk);
        return merged;
    }

    /** The lease of an attempt ended and nobody came back. */
    @Transactional
    public void leaseExpired(UUID attemptId) {
        with(attemptId, it -> {
            if (it.attempt().state() == AttemptState.SENDING) {
                unknown(it, new Outcome.Unknown(null, "the call never ended"));
            }
        });
    }

    /**
     * The provider was asked and does not know the attempt: on the second look that counts.
     *
     * @param looksBefore how often it had been looked up when this look began: of looks at the same time, one counts
     */
    @Transactional
    public void absent(UUID attemptId, int looksBefore) {
        with(attemptId, it -> {
            if (it.attempt().state() != AttemptState.UNKNOWN || it.attempt().looks() != looksBefore) {
                return;
            }
            int looks = looksBefore + 1;
            if (looks < 2) {
                it.attempt().lookAgain(looks, realTime.instant().plus(settings.secondLook()));
                return;
            }
            it.attempt().resolve(AttemptState.ABSENT, null, "the provider does not know it");
            event(it, "absent", null, "looked up twice: the provider never took it, so it is sent again");
            if (it.isCurrent() && it.row().state() == DeliveryState.UNKNOWN) {
                settlement.failed(it.row(), Remedy.of(FailureAction.RETRY));
            }
        });
    }

    /**
     * The provider can't be asked about an attempt. Once the message is of no use any more the provider will not pass it on
     * either: the attempt ends, so that it does not stand in the way of others to this number for ever.
     */
    @Transactional
    public void unanswerable(UUID attemptId) {
        with(attemptId, it -> {
            boolean useless = !clock.instant().isBefore(it.row().deadline());
            boolean longAgo =
                    !realTime.instant().isBefore(it.attempt().claimedAt().plus(settings.longestLook()));
            if (useless && longAgo && it.attempt().resolve(AttemptState.LOST, null, "nobody could be asked")) {
                event(it, "lost", null, "the provider could not be asked until the message was of no use any more");
                if (it.isCurrent() && it.row().state() == DeliveryState.UNKNOWN) {
                    settlement.failed(it.row(), Remedy.of(FailureAction.NEXT_CHANNEL));
                }
            }
        });
    }

    private void refused(Held it, Outcome.Refused refused) {
        if (!it.attempt().resolve(AttemptState.REFUSED, refused.errorCode(), refused.detail())) {
            return;
        }
        event(it, "refused", refused.errorCode(), refused.detail());
        it.row().setAnswer(realTime.instant(), null, refused.errorCode(), refused.detail());
        remedies.obey(it.attempt(), it.row().channel(), refused.remedy(), refused.errorCode());
        // unknown: the lease was over before the answer came
        boolean awaited = it.row().state() == DeliveryState.SENDING || it.row().state() == DeliveryState.UNKNOWN;
        if (it.isCurrent() && awaited) {
            settlement.failed(it.row(), refused.remedy());
        }
    }

    private void unknown(Held it, Outcome.Unknown unknown) {
        boolean askable = it.attempt().askable();
        // who can't be asked is not given the message again: the receipt may still come, or silence ends the wait
        Instant look = askable ? realTime.instant().plus(settings.firstLook()) : null;
        if (!askable && repeatable(it)) {
            // it can't be asked, but the same Message-ID may go again
            it.attempt().resolve(AttemptState.REFUSED, unknown.errorCode(), unknown.detail());
            event(it, "unknown", unknown.errorCode(), unknown.detail());
            if (it.isCurrent() && it.row().state() == DeliveryState.SENDING) {
                settlement.failed(it.row(), Remedy.of(FailureAction.RETRY));
            }
        } else if (it.attempt().makeUnknown(look, unknown.errorCode(), unknown.detail())) {
            event(it, "unknown", unknown.errorCode(), unknown.detail());
            it.row().setAnswer(null, null, unknown.errorCode(), unknown.detail());
            if (it.isCurrent() && it.row().state() == DeliveryState.SENDING) {
                it.row().setState(DeliveryState.UNKNOWN);
            }
        }
    }

    private boolean repeatable(Held it) {
        return courier.wayOut(it.row().channel(), it.attempt().provider())
                .map(Way::repeatable)
                .orElse(false);
    }

    private void event(Held it, String event, Integer code, String detail) {
        it.row().event(it.attempt().number(), event, code, detail, clock.instant());
    }

    private void with(UUID attemptId, Consumer<Held> change) {
        HeldAttempts desk = lock(List.of(attemptId), NoticeStore::lockOfAttempts);
        desk.find(attemptId).ifPresent(change);
        save(desk);
    }

    private void save(HeldAttempts desk) {
        attempts.save(desk.attempts());
        notices.save(desk.notices());
        givenUp.arrived(desk.arrived());
    }

    private HeldAttempts lock(List<UUID> ids, BiFunction<NoticeStore, List<UUID>, List<Notice>> locking) {
        List<Notice> locked = locking.apply(notices, ids);
        // read after the locks were had: only now nobody else changes them
        return new HeldAttempts(locked, attempts.find(ids));
    }
}
