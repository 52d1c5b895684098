package org.consultflow.lifecycle.cockpit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

import org.consultflow.delivery.DeliveryOverview;
import org.consultflow.lifecycle.EngineOverview;
import org.consultflow.notification.PauseService;
import org.consultflow.time.RealTime;
import org.springframework.stereotype.Service;

/** What ops see first. Asked of the database every ten seconds at most, however many look. */
@Service
class StartPage {

    private static final Duration FRESH = Duration.ofSeconds(10);
    /** Of one list; more than these nobody reads. */
    private static final int MOST = 500;

    private final CockpitUser user;
    private final DeliveryOverview deliveries;
    private final EngineOverview engine;
    private final PauseService pauses;
    private final Clock clock;
    private final Clock realTime;
    private Overview last;
    private Instant lastAt = Instant.MIN;

    StartPage(
            CockpitUser user,
            DeliveryOverview deliveries,
            EngineOverview engine,
            PauseService pauses,
            Clock clock,
            @RealTime Clock realTime) {
        this.user = user;
        this.deliveries = deliveries;
        this.engine = engine;
        this.pauses = pauses;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** Not older than ten seconds. */
    synchronized Overview overview() {
        user.mayLook();
        Instant now = realTime.instant();
        if (last == null || !lastAt.plus(FRESH).isAfter(now)) {
            user.onBehalf(() -> last = look());
            lastAt = now;
        }
        return last;
    }

    private Overview look() {
        return new Overview(
                clock.instant(),
                deliveries.overdue(MOST),
                deliveries.undeliverable(MOST),
                deliveries.openCircuits(),
                engine.retrying(MOST),
                engine.rooms(MOST),
                engine.oldestDue().orElse(null),
                engine.incidents(),
                deliveries.rates(),
                pauses.inForce().size(),
                MOST);
    }

    /**
     * How all stands.
     *
     * @param now by the adjustable clock
     * @param circuits by provider or account, with the reason; those of the node that answers
     * @param rooms that could not be made so far, of visits within the next hour
     * @param oldestJob null if none is due
     * @param pauses how many are in force
     * @param most how long a list is at most
     */
    record Overview(
            Instant now,
            List<DeliveryOverview.Concern> overdue,
            List<DeliveryOverview.Concern> undeliverable,
            SortedMap<String, String> circuits,
            List<EngineOverview.Stuck> retrying,
            List<EngineOverview.Stuck> rooms,
            EngineOverview.Stuck oldestJob,
            long incidents,
            List<DeliveryOverview.Rate> rates,
            int pauses,
            int most) {}
}
