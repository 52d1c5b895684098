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
    private final DeliveryStore store;
    private final Settlement settlement;
    private final Clock clock;

    Outbox(NoticeStore notices, DeliveryStore store, Settlement settlement, Clock clock) {
        this.notices = notices;
        this.store = store;
        this.settlement = settlement;
        this.clock = clock;
    }

    /**
     * Requests a notification. The same notice requested again is the one that is there.
     *
     * @param notice what is told to whom
     * @param chains by which channels
     * @param deadline when it stops to be of use
     * @param callIfUnreached whether a person is asked to phone if no chain arrives
     */
    public void request(NoticeKey notice, Chains chains, Instant deadline, boolean callIfUnreached) {
        Instant now = clock.instant();
        notices.insert(notice, NoticeState.OPEN, null, now, deadline, callIfUnreached)
                .ifPresent(id -> {
                    for (int chain = 0; chain < chains.chains().size(); chain++) {
                        List<String> channels = chains.chains().get(chain);
                        for (int position = 0; position < channels.size(); position++) {
                            DeliveryState state = position == 0 ? DeliveryState.PENDING : DeliveryState.WAITING;
                            store.insertDelivery(
                                    id, notice, chain, position, channels.get(position), state, now, deadline);
                        }
                    }
                });
    }

    /** Records that a notification is not sent, and why. */
    public void suppress(NoticeKey notice, WholeChain reason) {
        Instant now = clock.instant();
        notices.insert(notice, NoticeState.CLOSED, reason, now, now, false);
    }

    /**
     * Takes back what has not left yet. What is being sent finishes; its fallback does not follow. When this returns, no
     * person is being asked to phone about it: that was done, or finds later what the caller has written.
     *
     * @param overtaken which notices
     */
    public void withdraw(UUID consultationId, WholeChain reason, Predicate<NoticeKey> overtaken) {
        for (NoticeRow notice : notices.lockUnfinished(consultationId)) {
            if (overtaken.test(notice.key())) {
                store.deliveriesOf(notice.id()).stream()
                        .filter(row -> row.state() == DeliveryState.PENDING || row.state() == DeliveryState.WAITING)
                        .forEach(row -> store.suppress(row.id(), reason, clock.instant()));
                settlement.settle(notice);
            }
        }
    }
}
