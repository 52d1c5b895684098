package org.consultflow.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where notifications are put to be sent. Only writes rows, always in the caller's transaction, so that they stand or fall
 * with what caused them.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Outbox {

    private final NoticeStore notices;
    private final Requests requests;
    private final Settlement settlement;
    private final Clock clock;

    Outbox(NoticeStore notices, Requests requests, Settlement settlement, Clock clock) {
        this.notices = notices;
        this.requests = requests;
        this.settlement = settlement;
        this.clock = clock;
    }

    /**
     * Requests a notification. The same notice requested again is the one that is there. Written at the latest when the
     * transaction commits.
     *
     * @param notice what is told to whom
     * @param chains by which channels
     * @param deadline when it stops to be of use
     * @param callIfUnreached whether a person is asked to phone if no chain arrives
     */
    public void request(NoticeKey notice, Chains chains, Instant deadline, boolean callIfUnreached) {
        requests.add(NewNotice.of(notice, chains, clock.instant(), deadline, callIfUnreached));
    }

    /** Records that a notification is not sent, and why. */
    public void suppress(NoticeKey notice, WholeChain reason) {
        requests.add(NewNotice.suppressed(notice, reason, clock.instant()));
    }

    /**
     * Takes back what has not left yet. What is being sent finishes; its fallback does not follow. When this returns, no
     * person is being asked to phone about it: that was done, or finds later what the caller has written.
     *
     * @param overtaken which notices
     */
    public void withdraw(UUID consultationId, WholeChain reason, Predicate<NoticeKey> overtaken) {
        requests.write();
        List<Notice> unfinished = notices.lockUnfinished(consultationId);
        for (Notice notice : unfinished) {
            if (overtaken.test(notice.key())) {
                notice.deliveries().stream()
                        .filter(row -> row.state() == DeliveryState.PENDING || row.state() == DeliveryState.WAITING)
                        .forEach(row -> row.suppress(reason, clock.instant()));
                settlement.settle(notice);
            }
        }
        notices.save(unfinished);
    }
}
