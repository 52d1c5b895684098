package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.consultflow.time.RealTime;
import org.springframework.stereotype.Component;

/** The hands of this node's lanes. Nobody waits for long, and nobody where waiting is of no use. */
@Component
class RoomInLanes implements FreeHands {

    /** The longest wait: where hands do not get free by then, something else is the matter. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private final Lanes lanes;
    private final Clock realTime;
    /** How many messages may yet come of what is being done now. */
    private int expected;

    RoomInLanes(Lanes lanes, @RealTime Clock realTime) {
        this.lanes = lanes;
        this.realTime = realTime;
    }

    @Override
    public <T> T await(int messages, Supplier<T> work) {
        Instant latest = realTime.instant().plus(MOMENT);
        while (!expectIfThereIsRoom(messages)) {
            if (!realTime.instant().isBefore(latest) || Thread.currentThread().isInterrupted()) {
                expect(messages);
                break;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        try {
            return work.get();
        } finally {
            expect(-messages);
        }
    }

    private synchronized boolean expectIfThereIsRoom(int messages) {
        boolean room = !lanes.areCrowdedBy(expected + messages);
        if (room) {
            expected += messages;
        }
        return room;
    }

    private synchronized void expect(int messages) {
        expected += messages;
    }
}
