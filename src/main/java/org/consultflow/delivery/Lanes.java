package org.consultflow.delivery;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

import org.consultflow.delivery.Claims.Claim;
import org.consultflow.time.RealTime;
import org.springframework.stereotype.Component;

/**
 * A lane for each channel: one that is slow or stuck holds up no other. Where the sender has a rate, its deliveries are
 * claimed one after the other, the earliest deadline first and only as many as may leave now, so that what is more urgent
 * leaves with the very next permit however long the queue is. Without a rate they are claimed side by side.
 */
@Component
class Lanes {

    /** How many that cannot leave are passed over before the lane is asked again from the start. */
    private static final int MOST_PASSED = 200;

    private final DueDeliveries due;
    private final Pace pace;
    private final Circuits circuits;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;
    private final Map<String, Hands> sending = new ConcurrentHashMap<>();
    private final Map<String, Hands> claiming = new ConcurrentHashMap<>();

    Lanes(
            DueDeliveries due,
            Pace pace,
            Circuits circuits,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime) {
        this.due = due;
        this.pace = pace;
        this.circuits = circuits;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    /**
     * Fills every lane with what is due.
     *
     * @param claim takes a delivery in hand; empty if it is not to be sent, or not now
     * @param deliver makes the call
     */
    void fill(Function<UUID, Optional<Claim>> claim, Consumer<Claim> deliver, Executor executor) {
        for (String channel : due.channels()) {
            Consumer<UUID> both = id -> claim.apply(id).ifPresent(deliver);
            // where no provider can be used, nothing is sent: it is only passed on, or told to wait
            Optional<Way> way = circuits.expected(channel);
            if (way.filter(it -> it.rate() > 0).isPresent()) {
                claiming.computeIfAbsent(channel, name -> new Hands("claim", 1))
                        .each(List.of(channel), name -> claimInOrder(name, claim, deliver, executor), executor);
            } else if (permits(way) > 0) {
                List<UUID> next = due.toSend(
                        channel,
                        clock.instant(),
                        realTime.instant(),
                        sending(channel).free());
                sending(channel).each(next, both, executor);
            }
            // these are only written off: they need no permit
            List<UUID> late = due.tooLate(
                    channel,
                    clock.instant(),
                    realTime.instant(),
                    sending(channel).free());
            sending(channel).each(late, both, executor);
        }
    }

    private void claimInOrder(
            String channel, Function<UUID, Optional<Claim>> claim, Consumer<Claim> deliver, Executor executor) {
        Set<UUID> seen = new HashSet<>();
        while (seen.size() < MOST_PASSED) {
            int permits = Math.min(
                    permits(circuits.expected(channel)), sending(channel).free());
            // asked anew each time: something more urgent may have come
            List<UUID> next = permits == 0
                    ? List.<UUID>of()
                    : due.toSend(channel, clock.instant(), realTime.instant(), permits + seen.size()).stream()
                            .filter(id -> !seen.contains(id))
                            .limit(permits)
                            .toList();
            if (next.isEmpty()) {
                return;
            }
            for (UUID id : next) {
                seen.add(id);
                claim.apply(id).ifPresent(claimed -> sending(channel).begun(claimed, deliver, executor));
            }
        }
    }

    private int permits(Optional<Way> way) {
        return way.map(it -> pace.free(it.senderKey(), it.rate())).orElse(Integer.MAX_VALUE);
    }

    private Hands sending(String channel) {
        return sending.computeIfAbsent(channel, name -> new Hands("send", settings.parallel()));
    }
}
