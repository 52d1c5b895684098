package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.crypto.Vault;
import org.consultflow.delivery.Correspondence.Clear;
import org.consultflow.delivery.Correspondence.Clearance;
import org.consultflow.delivery.Correspondence.NotBefore;
import org.consultflow.delivery.Correspondence.Objection;
import org.consultflow.delivery.SuppressionReason.ThisChannel;
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
    private final Circuits circuits;
    private final GivenUp givenUp;
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
            Circuits circuits,
            GivenUp givenUp,
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
        this.circuits = circuits;
        this.givenUp = givenUp;
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
            settlement.failed(notice, row, Remedy.of(FailureAction.NEXT_CHANNEL));
            return Optional.empty();
        }
        if (clearance instanceof Objection objection) {
            settlement.suppressed(notice, row, objection.reason());
            return Optional.empty();
        }
        if (clearance instanceof NotBefore later) {
            putOff(notice, row, later);
            return Optional.empty();
        }
        Clear clear = (Clear) clearance;
        if (givenUp.isGivenUp(row.channel(), clear.addressKey())) {
            settlement.suppressed(notice, row, ThisChannel.GIVEN_UP);
            return Optional.empty();
        }
        UUID attemptId = UUID.randomUUID();
        Optional<Way> way = circuits.choose(row.channel(), attemptId);
        if (way.isEmpty() && somebodyIsBehind(notice, row)) {
            // where nobody listened, perhaps for a moment only, the tries of each message decide before the next
            // channel goes
            way = circuits.unreached(row.channel());
        }
        if (way.isEmpty()) {
            noWayOut(notice, row);
            return Optional.empty();
        }
        return send(notice, row, clear, way.get(), attemptId);
    }

    private Optional<Claim> send(NoticeRow notice, DeliveryRow row, Clear clear, Way way, UUID attemptId) {
        Instant realNow = realTime.instant();
        AttemptRow attempt = new AttemptRow(
                attemptId,
                row.id(),
                row.tries() + 1,
                AttemptState.SENDING,
                way.provider(),
                way.canBeAsked(),
                vault.seal(clear.address()),
                realNow,
                0,
                null,
                null);
        boolean free = attempts.insert(
                attempt, way.senderKey(), clear.addressKey(), clock.instant(), realNow.plus(settings.lease()));
        if (!free) {
            circuits.release(way, attemptId);
            heldBack(notice, row);
            return Optional.empty();
        }
        deliveries.startSending(row.id(), attempt.id(), settlement.silentAt(notice, row, clock.instant()));
        deliveries.event(row.id(), attempt.number(), "sending", null, null, clock.instant());
        if (!pace.take(way.senderKey(), way.rate())) {
            circuits.release(way, attemptId);
            // another node took the last permit: as if this delivery had never been looked at
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return Optional.empty();
        }
        return Optional.of(new Claim(notice, row, attempt, clear.address()));
    }

    /**
     * No provider can be used. The next channel goes at once. If there is none but the telephone, it waits for a provider as
     * long as that leaves a person the time to phone: an hour's trouble at a provider must not make people phone everybody.
     */
    private void noWayOut(NoticeRow notice, DeliveryRow row) {
        Instant now = clock.instant();
        Instant latest = settlement.latestWithoutProvider(row);
        if (!now.isBefore(latest) || somebodyIsBehind(notice, row)) {
            settlement.suppressed(notice, row, ThisChannel.PROVIDER_UNAVAILABLE);
            return;
        }
        Duration patience = Duration.between(now, latest).dividedBy(20);
        Duration longest = settings.circuit().longestPause();
        Duration wait = Collections.max(List.of(
                circuits.remaining(row.channel()), Collections.min(List.of(patience, longest)), Duration.ofSeconds(1)));
        Instant next = now.plus(wait);
        if (deliveries.waitForProvider(row.id(), next.isBefore(latest) ? next : latest)) {
            deliveries.event(row.id(), null, "waiting", null, ThisChannel.PROVIDER_UNAVAILABLE.word(), now);
        }
    }

    private boolean somebodyIsBehind(NoticeRow notice, DeliveryRow row) {
        return settlement.behind(notice, row).stream()
                .anyMatch(next -> correspondence.clear(notice.key(), next.channel()) instanceof Clear clear
                        && !givenUp.isGivenUp(next.channel(), clear.addressKey()));
    }

    private void putOff(NoticeRow notice, DeliveryRow row, NotBefore later) {
        if (later.moment().isBefore(row.deadline())) {
            deliveries.defer(row.id(), later.moment(), clock.instant());
        } else {
            settlement.suppressed(notice, row, later.reason());
        }
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
        settlement.failed(notice, row, Remedy.of(FailureAction.NEXT_CHANNEL));
    }

    /** What was taken in hand. */
    record Claim(NoticeRow notice, DeliveryRow row, AttemptRow attempt, String address) {
        @Override
        public String toString() {
            return "Claim[" + row.id() + "]";
        }
    }
}
