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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.consultflow.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * A lane for each channel: one that is slow or stuck holds up no other. What is due is claimed by one thread, the earliest
 * deadline first, as many at once as there are free hands and permits of the sender's rate: what is more urgent leaves with
 * the very next claim however long the queue is.
 */
@Component
class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    /** How many that cannot leave are passed over before the lane is asked again from the start. */
    private static final int MOST_PASSED = 200;

    /** What is only written off takes no hands. */
    private static final int MOST_LATE = 200;

    private final DueDeliveries due;
    private final Pace pace;
    private final Circuits circuits;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private Function<List<UUID>, List<Claim>> claim;
    private Consumer<Claim> deliver;
    /** Of those who send what this node has just written. */
    private volatile Executor hands;

    private volatile boolean open;

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
     * Says once what is done in the lanes.
     *
     * @param claim takes deliveries of one channel in hand; not among its answer is what is not to be sent, or not now
     * @param deliver makes the call
     */
    void serve(Function<List<UUID>, List<Claim>> claim, Consumer<Claim> deliver) {
        this.claim = claim;
        this.deliver = deliver;
    }

    /** From now on there are hands for what this node writes. */
    void open(Executor executor) {
        hands = executor;
        open = true;
    }

    /** From now on what this node writes is for others to find. */
    void close() {
        open = false;
    }

    /** Fills these lanes with what is due. */
    void fill(List<String> channels, Executor executor) {
        channels.forEach(channel -> lane(channel).fill(executor));
    }

    private Lane lane(String channel) {
        return lanes.computeIfAbsent(channel, Lane::new);
    }

    /**
     * Keeps hands free for deliveries that are about to be written, where nothing that was there before waits.
     *
     * @return those for which there are hands, until they are {@link #release released}
     */
    List<Delivery> reserve(List<Delivery> deliveries) {
        if (!open) {
            return List.of();
        }
        return byLane(deliveries).entrySet().stream()
                .flatMap(it -> it.getValue().stream()
                        .limit(it.getKey().reserve(it.getValue().size())))
                .toList();
    }

    /** @return whether so many more would find no hands on some channel that soon has some: its calls are quick, nothing waits */
    boolean areCrowdedBy(int more) {
        return lanes.values().stream().anyMatch(lane -> !lane.behind && lane.sending.isCrowdedBy(more));
    }

    /** The hands that were kept free for these are free. */
    void release(List<Delivery> reserved) {
        byLane(reserved).forEach((lane, rows) -> lane.sending.release(rows.size()));
    }

    private Map<Lane, List<Delivery>> byLane(List<Delivery> deliveries) {
        return deliveries.stream().collect(Collectors.groupingBy(row -> lane(row.channel())));
    }

    /** These are due, but wait for something: as soon as there are hands they are looked for. */
    void keepWaiting(List<Delivery> deliveries) {
        deliveries.forEach(row -> lane(row.channel()).behind = true);
    }

    /** Sends what this node has taken in hand as it wrote it. */
    void begin(List<Claim> claims) {
        claims.forEach(claim -> lane(claim.channel()).begin(claim, hands));
    }

    private final class Lane {

        private final String channel;
        private final Sending sending;
        private final AtomicBoolean asked = new AtomicBoolean();
        private final AtomicBoolean claiming = new AtomicBoolean();
        /** Whether more may be due than this node has hands for. */
        private volatile boolean behind = true;

        Lane(String channel) {
            this.channel = channel;
            this.sending = new Sending(settings.parallel(), settings.ahead(), realTime);
        }

        /** Claims what is due, in one thread at a time; whoever asks meanwhile makes it look once more. */
        void fill(Executor executor) {
            asked.set(true);
            if (claiming.compareAndSet(false, true)) {
                try {
                    executor.execute(() -> claimAsAsked(executor));
                } catch (RejectedExecutionException stopping) {
                    claiming.set(false);
                }
            }
        }

        private void claimAsAsked(Executor executor) {
            do {
                try {
                    while (asked.getAndSet(false)) {
                        claimInOrder(executor);
                        writeOff();
                    }
                } catch (RuntimeException e) {
                    // the rows stay as they are and are found again; the message may hold contact data, the class does
                    // not
                    LOG.error(
                            "what is due on {} cannot be claimed: {}",
                            channel,
                            e.getClass().getName());
                } finally {
                    claiming.set(false);
                }
            } while (asked.get() && claiming.compareAndSet(false, true));
        }

        private void writeOff() {
            List<UUID> late = due.tooLate(channel, clock.instant(), realTime.instant(), MOST_LATE);
            if (!late.isEmpty()) {
                claim.apply(late);
            }
        }

        private void claimInOrder(Executor executor) {
            Set<UUID> passed = new HashSet<>();
            while (passed.size() < MOST_PASSED) {
                // where no provider can be used, nothing is sent: it is only passed on, or told to wait
                int room = Math.min(permits(circuits.expected(channel)), sending.room());
                behind |= room == 0;
                // asked anew each time: something more urgent may have come
                List<UUID> next = room == 0 ? List.of() : next(room, passed);
                if (next.isEmpty()) {
                    // some of them may wait for others that are in hand
                    behind |= !passed.isEmpty();
                    return;
                }
                passed.addAll(next);
                for (Claim claimed : claim.apply(next)) {
                    passed.remove(claimed.deliveryId());
                    begin(claimed, executor);
                }
            }
        }

        private List<UUID> next(int room, Set<UUID> passed) {
            int limit = room + passed.size();
            List<UUID> next = due.toSend(channel, clock.instant(), realTime.instant(), limit);
            behind = next.size() == limit;
            return next.stream().filter(id -> !passed.contains(id)).limit(room).toList();
        }

        private int reserve(int wanted) {
            int reserved = behind ? 0 : sending.reserve(wanted);
            behind |= reserved < wanted;
            return reserved;
        }

        private void begin(Claim claimed, Executor executor) {
            sending.begin(claimed, deliver, () -> goOn(executor), executor);
        }

        private void goOn(Executor executor) {
            if (behind && sending.isWorthAClaim()) {
                fill(executor);
            }
        }

        private int permits(Optional<Way> way) {
            return way.map(it -> pace.free(it.senderKey(), it.rate())).orElse(Integer.MAX_VALUE);
        }
    }
}
