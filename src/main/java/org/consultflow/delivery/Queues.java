package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.consultflow.delivery.DueDeliveries.Waiting;
import org.consultflow.time.RealTime;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks ahead along the queue of a sender with a rate. Who stands so far behind that the message would leave only after its
 * last useful moment on this channel gives way now, to the next channel or to a person, instead of waiting in vain.
 */
@Component
class Queues {

    /** A wait as short as this is not worth another channel, however close the deadline is. */
    private static final Duration SHORT = Duration.ofSeconds(10);

    private final DueDeliveries due;
    private final NoticeStore notices;
    private final Settlement settlement;
    private final Circuits circuits;
    private final Pace pace;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;

    Queues(
            DueDeliveries due,
            NoticeStore notices,
            Settlement settlement,
            Circuits circuits,
            Pace pace,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime) {
        this.due = due;
        this.notices = notices;
        this.settlement = settlement;
        this.circuits = circuits;
        this.pace = pace;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** The deliveries for which the queue is too long. Those who give way make room for those behind them. */
    List<UUID> hopeless() {
        List<UUID> hopeless = new ArrayList<>();
        for (String channel : due.channels()) {
            circuits.expected(channel)
                    .filter(way -> way.rate() > 0)
                    .ifPresent(way -> hopeless.addAll(hopeless(channel, way)));
        }
        return hopeless;
    }

    private List<UUID> hopeless(String channel, Way way) {
        Instant now = clock.instant();
        Instant realNow = realTime.instant();
        Instant freeAt = pace.freeAt(way.senderKey());
        Duration wait = freeAt.isAfter(realNow) ? Duration.between(realNow, freeAt) : Duration.ZERO;
        List<UUID> hopeless = new ArrayList<>();
        for (Waiting waiting : due.queue(channel, now, realNow)) {
            Instant latest = waiting.deadline().minus(settings.needs().multipliedBy(waiting.behind()));
            if (wait.compareTo(SHORT) > 0 && now.plus(wait).isAfter(latest)) {
                hopeless.add(waiting.id());
            } else {
                wait = wait.plus(Pace.interval(way.rate()));
            }
        }
        return hopeless;
    }

    /** Gives a delivery up on this channel. */
    @Transactional
    public void passOn(UUID delivery) {
        List<Notice> locked = notices.tryLockOf(List.of(delivery));
        locked.stream()
                .map(notice -> notice.delivery(delivery))
                .filter(row -> row.isToSend(clock.instant(), realTime.instant()))
                .forEach(row -> {
                    row.event(null, "failed", null, "the queue of this sender is too long", clock.instant());
                    settlement.failed(row, Remedy.of(FailureAction.NEXT_CHANNEL));
                });
        notices.save(locked);
    }
}
