package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.consultflow.bulk.Together;
import org.consultflow.delivery.Answers.Answer;
import org.consultflow.delivery.DueDeliveries.Agenda;
import org.consultflow.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps deliveries moving: takes what is due, sends in parallel, looks up what is unknown, notices silence. Asks the
 * database again and again; being told is only ever a hint.
 */
@Component
class Dispatcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** As many as are asked for at once: these steps are short. */
    private static final int MANY = 100;
    /** Each works on one row and holds a connection to the database meanwhile. */
    private static final int WATCHERS = 16;
    /** With what is under way when the service stops. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Starts after the routes and the stand-ins, stops before them. */
    private static final int LAST = Integer.MAX_VALUE - 10;

    private final Lanes lanes;
    private final Queues queues;
    private final Claims claims;
    private final HandOver handOver;
    private final OutcomeRecorder outcomes;
    private final Watches watches;
    private final LookUps lookUps;
    private final AttemptStore attempts;
    private final NoticeStore notices;
    private final DueDeliveries due;
    private final DeliverySettings settings;
    private final Clock realTime;
    private final Together<Object> told = new Together<>("look", MANY, hints -> poll());
    private final Together<Answer> answering;
    private final Hands expiring = new Hands("expire", MANY);
    private final Hands lookingUp;
    private final Hands silence = new Hands("silence", MANY);
    private final Hands calling = new Hands("call", MANY);
    private final Hands releasing = new Hands("release", 1);
    private final Hands passingOn = new Hands("pass on", 1);
    /** Makes the calls; how many at once is up to the lanes. */
    private volatile ExecutorService senders;

    private volatile ExecutorService watchers;
    /** Write answers. */
    private volatile Executor writers = Runnable::run;

    private volatile boolean stopping;

    Dispatcher(
            Lanes lanes,
            Queues queues,
            Claims claims,
            HandOver handOver,
            OutcomeRecorder outcomes,
            Answers answers,
            Watches watches,
            LookUps lookUps,
            AttemptStore attempts,
            NoticeStore notices,
            DueDeliveries due,
            Hint hint,
            DeliverySettings settings,
            @RealTime Clock realTime) {
        this.lanes = lanes;
        this.queues = queues;
        this.claims = claims;
        this.handOver = handOver;
        this.outcomes = outcomes;
        this.answering = new Together<>("answer", MANY, answers::record);
        this.watches = watches;
        this.lookUps = lookUps;
        this.attempts = attempts;
        this.notices = notices;
        this.due = due;
        hint.to(() -> ifRunning(senders, executor -> told.add(this, executor)));
        lanes.serve(this::claim, this::deliver);
        this.settings = settings;
        this.realTime = realTime;
        // a provider that does not answer look-ups keeps nobody from noticing silence
        this.lookingUp = new Hands("look up", WATCHERS * 3 / 4);
    }

    /** Sees to what is due and to what nobody reports. */
    @Scheduled(fixedDelayString = "${consultflow.delivery.poll:1s}")
    void poll() {
        ExecutorService calling = senders;
        ExecutorService watching = watchers;
        if (calling == null || watching == null) {
            return;
        }
        Agenda agenda = watches.agenda();
        lanes.fill(agenda.channels(), calling);
        if (agenda.unheard()) {
            watchDue(watching);
        }
    }

    @Scheduled(fixedDelayString = "${consultflow.delivery.queues:10s}")
    void lookAhead() {
        ifRunning(watchers, this::passOn);
    }

    private static void ifRunning(ExecutorService running, Consumer<Executor> step) {
        if (running != null) {
            step.accept(running);
        }
    }

    /** Sends what is due. */
    void sendDue(Executor executor) {
        lanes.fill(due.channels(), executor);
    }

    private void deliver(Claim claim) {
        answering.add(new Answer(claim.row(), claim.attempt(), handOver.deliver(claim)), writers);
    }

    /** Notices what nobody reports. */
    void watchDue(Executor executor) {
        Instant realNow = realTime.instant();
        expiring.each(attempts.expiredLeases(realNow), outcomes::leaseExpired, executor);
        lookingUp.each(attempts.toLookUp(realNow), lookUps::lookUp, executor);
        silence.each(watches.silent(), watches::fallSilent, executor);
        calling.each(watches.calls(), this::call, executor);
        releasing.each(watches.pausesOver(), watches::release, executor);
    }

    /** Hands what a queue is too long for to the next channel. */
    void passOn(Executor executor) {
        passingOn.each(List.of("all"), all -> queues.hopeless().forEach(this::passOn), executor);
    }

    private void passOn(UUID delivery) {
        try {
            queues.passOn(delivery);
        } catch (RuntimeException e) {
            LOG.error(
                    "delivery {} cannot be passed on: {}",
                    delivery,
                    e.getClass().getName());
        }
    }

    private void call(UUID notice) {
        try {
            watches.call(notice);
        } catch (RuntimeException e) {
            watches.callLater(notice);
            throw e;
        }
    }

    private List<Claim> claim(List<UUID> wanted) {
        if (stopping) {
            return List.of();
        }
        try {
            return claims.claim(wanted);
        } catch (RuntimeException e) {
            if (wanted.size() > 1) {
                // one of them spoils it for all: each alone
                return wanted.stream()
                        .flatMap(delivery -> claim(List.of(delivery)).stream())
                        .toList();
            }
            LOG.error(
                    "delivery {} cannot be taken in hand: {}",
                    wanted.get(0),
                    e.getClass().getName());
            // it must not stand in front of all others that are due
            notices.pause(
                    wanted.get(0), realTime.instant().plus(settings.retryPause().multipliedBy(15)));
            return List.of();
        }
    }

    @Override
    public void start() {
        stopping = false;
        senders = Crew.asManyAsNeeded();
        watchers = Crew.of(WATCHERS);
        Executor whateverComes = Crew.whateverComes(senders);
        if (!settings.gathering().isZero()) {
            writers = CompletableFuture.delayedExecutor(
                    settings.gathering().toMillis(), TimeUnit.MILLISECONDS, whateverComes);
        }
        lanes.open(whateverComes);
    }

    @Override
    public void stop() {
        stopping = true;
        lanes.close();
        List<ExecutorService> leaving = List.of(senders, watchers);
        senders = null;
        watchers = null;
        Crew.dismiss(leaving, PATIENCE, realTime);
        writers = Runnable::run;
        answering.finish();
    }

    @Override
    public boolean isRunning() {
        return senders != null;
    }

    @Override
    public int getPhase() {
        return LAST;
    }
}
