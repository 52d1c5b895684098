package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.consultflow.delivery.Claims.Claim;
import org.consultflow.delivery.Remedy.Concern;
import org.consultflow.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps deliveries moving: takes what is due, sends in parallel, looks up what is unknown, notices silence. Asks the
 * database again and again; being told is only ever a hint.
 */
@Component
class Dispatcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** Starts after the routes and the stand-ins, stops before them. */
    private static final int LAST = Integer.MAX_VALUE - 10;

    private final DueDeliveries due;
    private final Claims claims;
    private final OutcomeRecorder outcomes;
    private final Watches watches;
    private final LookUps lookUps;
    private final AttemptStore attempts;
    private final DeliveryStore deliveries;
    private final Correspondence correspondence;
    private final Courier courier;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;
    private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();
    private volatile ExecutorService workers;

    Dispatcher(
            DueDeliveries due,
            Claims claims,
            OutcomeRecorder outcomes,
            Watches watches,
            LookUps lookUps,
            AttemptStore attempts,
            DeliveryStore deliveries,
            Correspondence correspondence,
            Courier courier,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime) {
        this.due = due;
        this.claims = claims;
        this.outcomes = outcomes;
        this.watches = watches;
        this.lookUps = lookUps;
        this.attempts = attempts;
        this.deliveries = deliveries;
        this.correspondence = correspondence;
        this.courier = courier;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    @Scheduled(fixedDelayString = "${consultflow.delivery.poll:200ms}")
    void dispatch() {
        ExecutorService running = workers;
        if (running != null) {
            sendDue(running);
        }
    }

    @Scheduled(fixedDelayString = "${consultflow.delivery.watch:500ms}")
    void watch() {
        ExecutorService running = workers;
        if (running != null) {
            watchDue(running);
        }
    }

    /** Sends what is due. */
    void sendDue(Executor executor) {
        int room = settings.parallel() * 2;
        each("send", due.toSend(clock.instant(), realTime.instant(), room), this::send, executor);
    }

    /** Notices what nobody reports. */
    void watchDue(Executor executor) {
        Instant realNow = realTime.instant();
        each("expire", attempts.expiredLeases(realNow), outcomes::leaseExpired, executor);
        each("look up", attempts.toLookUp(realNow), lookUps::lookUp, executor);
        each("silence", watches.silent(), watches::fallSilent, executor);
        each("call", watches.calls(), watches::call, executor);
    }

    private void each(String step, Iterable<UUID> ids, Consumer<UUID> action, Executor executor) {
        for (UUID id : ids) {
            if (inHand.size() < settings.parallel() * 2 && inHand.add(id)) {
                try {
                    executor.execute(() -> work(step, id, action));
                } catch (RejectedExecutionException stopping) {
                    inHand.remove(id);
                }
            }
        }
    }

    private void work(String step, UUID id, Consumer<UUID> action) {
        try {
            action.accept(id);
        } catch (RuntimeException e) {
            // the row stays as it is and is found again; the message may hold contact data, the class does not
            LOG.error("step \"{}\" of {} failed: {}", step, id, e.getClass().getName());
        } finally {
            inHand.remove(id);
        }
    }

    private void send(UUID delivery) {
        claim(delivery).ifPresent(claim -> {
            Content content;
            try {
                content =
                        correspondence.compose(claim.notice().key(), claim.row().channel());
            } catch (RuntimeException e) {
                outcomes.answered(claim.attempt().id(), unwritten(delivery, e));
                return;
            }
            attempts.writeTemplateVersion(claim.attempt().id(), content.version());
            outcomes.answered(claim.attempt().id(), call(claim, content));
        });
    }

    private static Outcome unwritten(UUID delivery, RuntimeException e) {
        if (e instanceof DataAccessException) {
            LOG.error("delivery {} cannot be read: {}", delivery, e.getClass().getName());
            Remedy later = new Remedy(FailureAction.RETRY, Concern.NOT_ASKED, null, null, false);
            return new Outcome.Refused(null, "the message could not be read", later);
        }
        LOG.error("delivery {} cannot be written: {}", delivery, e.getClass().getName(), e);
        return new Outcome.Refused(null, "the message cannot be written", Remedy.NOT_ASKED);
    }

    private Optional<Claim> claim(UUID delivery) {
        try {
            return claims.claim(delivery);
        } catch (RuntimeException e) {
            // it must not stand in front of all others that are due
            deliveries.pause(
                    delivery, realTime.instant().plus(settings.retryPause().multipliedBy(15)));
            throw e;
        }
    }

    private Outcome call(Claim claim, Content content) {
        Duration useful = Duration.between(clock.instant(), claim.row().deadline());
        OutgoingMessage message = new OutgoingMessage(
                claim.attempt().id(),
                claim.row().id(),
                claim.row().channel(),
                claim.attempt().provider(),
                claim.address(),
                useful,
                content);
        try {
            return courier.send(message);
        } catch (RuntimeException e) {
            LOG.error(
                    "the call for delivery {} broke off: {}",
                    claim.row().id(),
                    e.getClass().getName());
            return new Outcome.Unknown(null, "the call broke off");
        }
    }

    @Override
    public void start() {
        workers = Executors.newFixedThreadPool(settings.parallel(), task -> {
            Thread thread = new Thread(task, "delivery");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void stop() {
        ExecutorService stopping = workers;
        workers = null;
        stopping.shutdown();
        try {
            // what is not finished by then is found as an expired lease
            if (!stopping.awaitTermination(20, TimeUnit.SECONDS)) {
                LOG.warn("stopped while calls to providers were under way; they are looked up at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return workers != null;
    }

    @Override
    public int getPhase() {
        return LAST;
    }
}
