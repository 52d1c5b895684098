package org.consultflow.delivery;

import java.time.Clock;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks after providers that cannot be used: trials, calls to ops, and what waited for them. In health as "providerCircuits". */
@Component("providerCircuits")
class ProviderWatch implements HealthIndicator {

    /** Working, but not by every provider; nothing that a restart or another node would mend. */
    private static final Status DEGRADED = new Status("DEGRADED");

    private final Circuits circuits;
    private final OpsCalls ops;
    private final NoticeStore notices;
    private final Clock clock;

    ProviderWatch(Circuits circuits, OpsCalls ops, NoticeStore notices, Clock clock) {
        this.circuits = circuits;
        this.ops = ops;
        this.notices = notices;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${consultflow.delivery.watch:500ms}")
    void work() {
        circuits.look();
        if (ops.work()) {
            notices.wakeWaiting(clock.instant());
        }
    }

    @Override
    public Health health() {
        var troubles = circuits.troubles();
        return troubles.isEmpty()
                ? Health.up().build()
                : Health.status(DEGRADED).withDetails(troubles).build();
    }
}
