package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.consultflow.time.TimeBound;
import org.springframework.stereotype.Component;

/** What falls due in the outbox while the clock is moved. */
@Component
class DeliveryTime implements TimeBound {

    private final DueDeliveries due;
    private final Hint hint;
    private final Clock clock;

    DeliveryTime(DueDeliveries due, Hint hint, Clock clock) {
        this.due = due;
        this.hint = hint;
        this.clock = clock;
    }

    @Override
    public void clockMoved(Duration offset) {
        hint.give();
    }

    @Override
    public Optional<Instant> nextDue() {
        return due.next();
    }

    @Override
    public boolean busy() {
        return due.busy(clock.instant());
    }
}
