package org.consultflow.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.crypto.Vault;
import org.consultflow.delivery.Correspondence.Clear;
import org.consultflow.delivery.Correspondence.Clearance;
import org.consultflow.delivery.Correspondence.Objection;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Takes a due delivery in hand: asks whether it is still true, and writes attempt and lease before anything is called. What
 * must not leave is suppressed here, with its reason.
 */
@Component
class Claims {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    private final DueDeliveries due;
    private final NoticeStore notices;
    private final DeliveryStore deliveries;
    private final AttemptStore attempts;
    private final Settlement settlement;
    private final Correspondence correspondence;
    private final Courier courier;
    private final Pace pace;
    private final Vault vault;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;

    Claims(
            DueDeliveries due,
            NoticeStore notices,
            DeliveryStore deliveries,
            AttemptStore attempts,
            Settlement settlement,
            Correspondence correspondence,
            Courier courier,
            Pace pace,
            Vault vault,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime) {
        this.due = due;
        this.notices = notices;
        this.deliveries = deliveries;
        this.attempts = attempts;
        this.settlement = settlement;
        this.correspondence = correspondence;
        this.courier = courier;
        this.pace = pace;
        this.vault = vault;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** @return what to send, committed; empty if it is not to be sent, or not now, or by somebody else */
    @Transactional
    public Optional<Claim> claim(UUID deliveryId) {
        return notices.tryLockOf(deliveryId).flatMap(notice -> {
            DeliveryRow row = deliveries.delivery(deliveryId);
            if (!due.isToSend(deliveryId, clock.instant(), realTime.instant())) {
                return Optional.empty();
            }
            if (!clock.instant().isBefore(row.deadline())) {
                settlement.suppressed(notice, row, WholeChain.TOO_LATE);
                return Optional.empty();
            }
            return start(notice, row);
        });
    }

    private Optional<Claim> start(NoticeRow notice, DeliveryRow row) {
        Clearance clearance;
        try {
            clearance = correspondence.clear(notice.key(), row.channel());
        } catch (IllegalStateException unreadable) {
            LOG.error("delivery {} cannot be addressed: {}", row.id(), unreadable.getMessage());
            deliveries.event(row.id(), null, "failed", null, "the recipient cannot be read", clock.instant());
            settlement.failed(notice, row, FailureAction.NEXT_CHANNEL);
            return Optional.empty();
        }
        if (clearance instanceof Objection objection) {
            settlement.suppressed(notice, row, objection.reason());
            return Optional.empty();
        }
        Clear clear = (Clear) clearance;
        Instant realNow = realTime.instant();
        AttemptRow attempt = new AttemptRow(
                UUID.randomUUID(),
                row.id(),
                row.tries() + 1,
                AttemptState.SENDING,
                courier.canBeAsked(row.channel()),
                vault.seal(clear.address()),
                realNow,
                0,
                null,
                null);
        String sender = sender(courier, row.channel());
        boolean free =
                attempts.insert(attempt, sender, clear.addressKey(), clock.instant(), realNow.plus(settings.lease()));
        if (!free) {
            heldBack(notice, row);
            return Optional.empty();
        }
        deliveries.startSending(row.id(), attempt.id(), settlement.silentAt(notice, row, clock.instant()));
        deliveries.event(row.id(), attempt.number(), "sending", null, null, clock.instant());
        if (!pace.take(sender, courier.rate(row.channel()))) {
            // another node took the last permit: as if this delivery had never been looked at
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return Optional.empty();
        }
        return Optional.of(new Claim(notice, row, attempt, clear.address()));
    }

    /** The sender of a channel's attempts, by which unresolved attempts and the rate are counted. */
    static String sender(Courier courier, String channel) {
        return channel + ":" + courier.sender(channel);
    }

    /** It waits for an earlier message to the same number, but not longer than it would wait for proof of its own. */
    private void heldBack(NoticeRow notice, DeliveryRow row) {
        Instant now = clock.instant();
        if (now.isBefore(settlement.silentAt(notice, row, row.dueAt()))) {
            deliveries.pause(row.id(), realTime.instant().plus(settings.retryPause()));
            return;
        }
        deliveries.event(
                row.id(), null, "failed", null, "nobody knows what became of an earlier message to this number", now);
        settlement.failed(notice, row, FailureAction.NEXT_CHANNEL);
    }

    /** What was taken in hand. */
    record Claim(NoticeRow notice, DeliveryRow row, AttemptRow attempt, String address) {
        @Override
        public String toString() {
            return "Claim[" + row.id() + "]";
        }
    }
}
