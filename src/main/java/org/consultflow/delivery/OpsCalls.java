package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.consultflow.delivery.OpsCallStore.OpsCall;
import org.consultflow.delivery.Remedy.Concern;
import org.consultflow.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whom ops are to be called to. Noted where a message failed, worked off elsewhere, each in a transaction of its own, and
 * again until it worked: calling somebody must not be what makes a message fail. It is noted in memory, so that a transaction
 * that is rolled back does not take it back, and in a row, so that a process that dies does not take it along.
 */
@Component
class OpsCalls {

    private static final Logger LOG = LoggerFactory.getLogger(OpsCalls.class);

    /** After this the one who noted a call is not waited for. */
    private static final Duration ORPHANED = Duration.ofSeconds(10);

    private final ProviderChecks checks;
    private final DeliverySettings settings;
    private final OpsCallStore store;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock realTime;
    private final Map<String, OpsCall> wanted = new ConcurrentHashMap<>();
    private final Set<String> over = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> lastCalled = new ConcurrentHashMap<>();
    private volatile Instant notBefore = Instant.MIN;
    private volatile Instant nextForOthers = Instant.MIN;

    OpsCalls(
            ProviderChecks checks,
            DeliverySettings settings,
            OpsCallStore store,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            @RealTime Clock realTime) {
        this.checks = checks;
        this.settings = settings;
        this.store = store;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.realTime = realTime;
    }

    /** Ops are to look at a provider; the same code of the same provider is not told twice within a while. */
    void call(String provider, String channel, Integer errorCode, Concern concern, boolean circuitOpen) {
        Instant now = realTime.instant();
        String about = provider + ' ' + errorCode + ' ' + concern;
        Instant again = now.minus(settings.circuit().callAgain());
        boolean news =
                circuitOpen || lastCalled.getOrDefault(about, Instant.MIN).isBefore(again);
        if (!news) {
            return;
        }
        lastCalled.put(about, now);
        OpsCall call = new OpsCall(provider, channel, errorCode, concern, circuitOpen);
        store.write(call, now);
        if (circuitOpen) {
            over.remove(provider);
            wanted.put(provider, call);
        } else {
            // an open circuit is the graver news
            wanted.merge(provider, call, (known, added) -> known.circuitOpen() ? known : added);
        }
    }

    /** A provider works again. */
    void over(String provider) {
        wanted.computeIfPresent(provider, (name, call) -> call.circuitOpen() ? null : call);
        store.notNeeded(provider);
        over.add(provider);
    }

    /** @return whether a provider works again since the last time */
    boolean work() {
        if (realTime.instant().isBefore(notBefore)) {
            return false;
        }
        wanted.forEach((provider, call) -> ask(call));
        askForOthers();
        boolean worksAgain = !over.isEmpty();
        List.copyOf(over)
                .forEach(provider -> tell(provider, () -> checks.notNeeded(provider), () -> over.remove(provider)));
        return worksAgain;
    }

    /** Whoever noted these did not come to ask: it is another node that stopped, which need not be seen at once. */
    private void askForOthers() {
        Instant now = realTime.instant();
        if (!now.isBefore(nextForOthers)) {
            nextForOthers = now.plus(ORPHANED);
            store.leftSince(now.minus(ORPHANED)).forEach(this::ask);
        }
    }

    private void ask(OpsCall call) {
        tell(
                call.provider(),
                () -> {
                    checks.ask(
                            call.provider(),
                            call.channel(),
                            call.errorCode(),
                            call.concern().word(),
                            call.circuitOpen());
                    store.taken(call);
                },
                () -> wanted.remove(call.provider(), call));
    }

    private void tell(String provider, Runnable words, Runnable done) {
        try {
            transaction.executeWithoutResult(tx -> {
                // one node at a time, so that two do not open two tasks
                jdbc.sql("select pg_advisory_xact_lock(hashtext(:provider))")
                        .param("provider", "provider-check " + provider)
                        .query((row, number) -> provider)
                        .single();
                words.run();
            });
            done.run();
        } catch (RuntimeException e) {
            notBefore = realTime.instant().plus(settings.retryPause().multipliedBy(5));
            LOG.error(
                    "ops could not be told about {}: {}; it is tried again",
                    provider,
                    e.getClass().getName());
        }
    }
}
