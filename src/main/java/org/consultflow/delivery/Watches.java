package org.consultflow.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.delivery.DueDeliveries.Agenda;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What nobody reports: silence, and notices that reached nobody. Each is worked off in a transaction of its own, and again
 * until it worked.
 */
@Component
class Watches {

    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    private final DueDeliveries due;
    private final NoticeStore notices;
    private final Settlement settlement;
    private final LastResort lastResort;
    private final Pauses pauses;
    private final Holds holds;
    private final Correspondence correspondence;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;

    Watches(
            DueDeliveries due,
            NoticeStore notices,
            Settlement settlement,
            LastResort lastResort,
            Pauses pauses,
            Holds holds,
            Correspondence correspondence,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime) {
        this.due = due;
        this.notices = notices;
        this.settlement = settlement;
        this.lastResort = lastResort;
        this.pauses = pauses;
        this.holds = holds;
        this.correspondence = correspondence;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** What there is to do now; from here on a pause is obeyed. */
    Agenda agenda() {
        Agenda agenda = due.agenda(clock.instant(), realTime.instant(), heardBefore());
        pauses.seen(agenda.paused());
        return agenda;
    }

    /** The pauses of which something has to be released. */
    List<UUID> pausesOver() {
        return holds.over();
    }

    /** Releases what a pause held that somebody has ended. */
    void release(UUID pause) {
        holds.release(pause);
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
        List<Notice> locked = notices.lockOf(List.of(delivery));
        locked.stream()
                .map(notice -> notice.delivery(delivery))
                .filter(row -> row.isSilent(clock.instant(), heardBefore()))
                .forEach(settlement::silent);
        notices.save(locked);
    }

    /** The notices about which a person has to be asked, or need not be asked any more. */
    List<UUID> calls() {
        return due.calls(realTime.instant());
    }

    /** Asks a person to phone, or takes that back. */
    @Transactional
    public void call(UUID noticeId) {
        notices.lock(noticeId).ifPresent(notice -> {
            if (notice.state() == NoticeState.UNREACHED) {
                ask(notice);
            } else if (notice.state() == NoticeState.CALL_OBSOLETE) {
                lastResort.callNotNeeded(noticeId);
                notice.setState(NoticeState.REACHED, null);
            }
            notices.save(List.of(notice));
        });
    }

    /** Asking did not work: again after a pause that grows to a minute. */
    void callLater(UUID noticeId) {
        notices.postponeCall(noticeId, realTime.instant());
    }

    private void ask(Notice notice) {
        Instant now = clock.instant();
        Optional<WholeChain> needless = now.isBefore(notice.deadline())
                ? correspondence.overtaken(notice.key())
                : Optional.of(WholeChain.TOO_LATE);
        if (needless.isPresent()) {
            LOG.info(
                    "nobody is asked to phone about notice {}: {}",
                    notice.id(),
                    needless.get().word());
            notice.setState(NoticeState.CLOSED, null);
            return;
        }
        lastResort.askForCall(notice.id(), notice.key(), notice.reason(), notice.deadline());
        notices.callRequested(notice.id(), now);
    }
}
