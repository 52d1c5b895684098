package org.consultflow.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.consultflow.time.RealTime;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What nobody reports: silence, and notices that reached nobody. Each is worked off in a transaction of its own, and again
 * until it worked.
 */
@Component
class Watches {

    private final DueDeliveries due;
    private final DeliveryStore deliveries;
    private final Settlement settlement;
    private final LastResort lastResort;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;

    Watches(
            DueDeliveries due,
            DeliveryStore deliveries,
            Settlement settlement,
            LastResort lastResort,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime) {
        this.due = due;
        this.deliveries = deliveries;
        this.settlement = settlement;
        this.lastResort = lastResort;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** The deliveries from which nothing was heard in time. */
    List<UUID> silent() {
        return due.silent(clock.instant(), heardBefore());
    }

    private Instant heardBefore() {
        return realTime.instant().minus(settings.silenceGuard());
    }

    /** Nothing was heard of a delivery in time. */
    @Transactional
    public void fallSilent(UUID delivery) {
        deliveries.lockNoticeOf(delivery).ifPresent(notice -> {
            if (due.isSilent(delivery, clock.instant(), heardBefore())) {
                settlement.silent(notice, deliveries.delivery(delivery));
            }
        });
    }

    /** The notices about which a person has to be asked, or need not be asked any more. */
    List<UUID> calls() {
        return due.calls();
    }

    /** Asks a person to phone, or takes that back. */
    @Transactional
    public void call(UUID noticeId) {
        deliveries.lockNotice(noticeId).ifPresent(notice -> {
            if (notice.state() == NoticeState.UNREACHED) {
                lastResort.askForCall(noticeId, notice.key(), due.callReason(noticeId), notice.deadline());
                deliveries.callRequested(noticeId, clock.instant());
            } else if (notice.state() == NoticeState.CALL_OBSOLETE) {
                lastResort.callNotNeeded(noticeId);
                deliveries.setNoticeState(noticeId, NoticeState.REACHED, null);
            }
        });
    }
}
