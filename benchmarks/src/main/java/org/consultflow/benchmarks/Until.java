package org.consultflow.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

import static org.awaitility.Awaitility.await;

/** Waits for what must become true. */
final class Until {

    private Until() {}

    static void holds(String what, Duration atMost, Callable<Boolean> condition) {
        await(what)
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }

    static void itIs(Instant moment, Clock clock) {
        await("the moment")
                .forever()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !clock.instant().isBefore(moment));
    }

    static void hasPassed(Duration time, Clock clock) {
        itIs(clock.instant().plus(time), clock);
    }
}
