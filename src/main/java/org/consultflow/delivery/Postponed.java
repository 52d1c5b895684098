package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

import org.consultflow.delivery.Correspondence.NotBefore;
import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.consultflow.time.RealTime;
import org.springframework.stereotype.Component;

/** What becomes of a delivery that is true and due, and cannot leave now. */
@Component
class Postponed {

    private final Settlement settlement;
    private final Circuits circuits;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;

    Postponed(
            Settlement settlement,
            Circuits circuits,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime) {
        this.settlement = settlement;
        this.circuits = circuits;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    /**
     * No provider can be used. The next channel goes at once. If there is none but the telephone, it waits for a provider as
     * long as that leaves a person the time to phone: an hour's trouble at a provider must not make people phone everybody.
     */
    void noWayOut(ClaimBatch batch, Delivery row) {
        Instant now = clock.instant();
        Instant latest = settlement.latestWithoutProvider(row);
        if (!now.isBefore(latest) || batch.somebodyIsBehind(row)) {
            settlement.suppressed(row, ThisChannel.PROVIDER_UNAVAILABLE);
            return;
        }
        Duration patience = Duration.between(now, latest).dividedBy(20);
        Duration longest = settings.circuit().longestPause();
        Duration wait = Collections.max(List.of(
                circuits.remaining(row.channel()), Collections.min(List.of(patience, longest)), Duration.ofSeconds(1)));
        Instant next = now.plus(wait);
        if (row.waitForProvider(next.isBefore(latest) ? next : latest)) {
            row.event(null, "waiting", null, ThisChannel.PROVIDER_UNAVAILABLE.word(), now);
        }
    }

    /** It has to wait for a moment, as quiet hours ask. */
    void putOff(Delivery row, NotBefore later) {
        if (later.moment().isBefore(row.deadline())) {
            row.putOff(later.moment(), "deferred", "until " + later.moment(), clock.instant());
        } else {
            settlement.suppressed(row, later.reason());
        }
    }

    /** It waits for an earlier message to the same number, as long as it would wait for proof of its own. */
    void heldBack(Delivery row) {
        Instant now = clock.instant();
        if (now.isBefore(settlement.silentAt(row, row.dueAt()))) {
            row.pause(realTime.instant().plus(settings.retryPause()));
            return;
        }
        row.event(null, "failed", null, "nobody knows what became of an earlier message to this number", now);
        settlement.failed(row, Remedy.of(FailureAction.NEXT_CHANNEL));
    }
}
