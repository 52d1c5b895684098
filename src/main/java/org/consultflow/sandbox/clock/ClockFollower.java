package org.consultflow.sandbox.clock;

import java.time.Duration;

import org.consultflow.time.AdjustableClock;
import org.consultflow.time.ClockOffsets;
import org.consultflow.time.TimeBound;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Brings the adjustable clock of this node to where another node has moved it: one database, one time. */
@Component
@ConditionalOnProperty(name = "consultflow.clock", havingValue = "adjustable")
class ClockFollower {

    private final AdjustableClock clock;
    private final ClockOffsets offsets;
    private final ObjectProvider<TimeBound> timeBounds;

    ClockFollower(AdjustableClock clock, ClockOffsets offsets, ObjectProvider<TimeBound> timeBounds) {
        this.clock = clock;
        this.offsets = offsets;
        this.timeBounds = timeBounds;
    }

    @Scheduled(fixedDelayString = "${consultflow.sandbox.clock-follow:250ms}")
    void follow() {
        if (clock.raiseTo(offsets.load())) {
            Duration offset = clock.offset();
            timeBounds.orderedStream().forEach(part -> part.clockMoved(offset));
        }
    }
}
