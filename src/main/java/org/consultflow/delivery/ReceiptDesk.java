package org.consultflow.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.consultflow.bulk.Together;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where receipts come in. Those that come at the same time are worked off together, at two desks. Most of a flood is
 * repeated, overtaken or about nothing: for those one read without a lock is all. What is news is merged in one transaction,
 * except where somebody else is at the same notice: that receipt waits in a transaction of its own, and not for long.
 */
@Component
class ReceiptDesk implements Receipts, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptDesk.class);
    private static final int MOST = 100;
    /** While one waits for the database's disk, the other goes on. */
    private static final int DESKS = 2;

    private final AttemptStore attempts;
    private final OutcomeRecorder outcomes;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final DeliverySettings settings;
    private final DeliveryMeters meters;
    private final ExecutorService threads = Executors.newFixedThreadPool(DESKS, task -> {
        Thread thread = new Thread(task, "receipts");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Together<Pending>> desks = Stream.generate(
                    () -> new Together<Pending>("merge receipts", MOST, this::merge))
            .limit(DESKS)
            .toList();

    ReceiptDesk(
            AttemptStore attempts,
            OutcomeRecorder outcomes,
            TransactionTemplate transaction,
            JdbcClient jdbc,
            DeliverySettings settings,
            DeliveryMeters meters) {
        this.attempts = attempts;
        this.outcomes = outcomes;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public boolean record(Receipt receipt) {
        meters.receipt(receipt.status());
        Pending pending = new Pending(receipt, new CompletableFuture<>());
        // always the same one for an attempt: what is said of it is merged in the order it came
        desks.get(Math.floorMod(receipt.attemptId().hashCode(), DESKS)).add(pending, threads);
        try {
            return switch (pending.result.get(settings.receiptPatience().toMillis(), TimeUnit.MILLISECONDS)) {
                case DONE -> true;
                case UNKNOWN -> false;
                case ALONE -> alone(receipt);
            };
        } catch (ExecutionException | TimeoutException notNow) {
            throw busy(receipt, notNow.getCause() == null ? notNow : notNow.getCause());
        } catch (DataAccessException | TransactionException notNow) {
            throw busy(receipt, notNow);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw busy(receipt, stopping);
        }
    }

    private static BusyException busy(Receipt receipt, Throwable notNow) {
        // locked for too long, or the database is away; what was thrown may quote values, the class does not
        LOG.warn(
                "a receipt for attempt {} could not be taken: {}",
                receipt.attemptId(),
                notNow.getClass().getName());
        return new BusyException();
    }

    private boolean alone(Receipt receipt) {
        return Boolean.TRUE.equals(transaction.execute(merging -> {
            jdbc.sql("select set_config('lock_timeout', :patience, true)")
                    .param("patience", settings.receiptPatience().toMillis() + "ms")
                    .query(String.class)
                    .single();
            return outcomes.record(receipt);
        }));
    }

    private void merge(List<Pending> batch) {
        try {
            List<Pending> news = news(batch);
            if (!news.isEmpty()) {
                Set<UUID> merged = mergedWhereFree(news);
                news.forEach(pending -> pending.result.complete(
                        merged.contains(pending.receipt.attemptId()) ? Result.DONE : Result.ALONE));
            }
        } catch (RuntimeException notNow) {
            batch.forEach(pending -> pending.result.completeExceptionally(notNow));
        }
    }

    /** Answers those that are no news. */
    private List<Pending> news(List<Pending> batch) {
        Map<UUID, Attempt> found = attempts.find(
                batch.stream().map(pending -> pending.receipt.attemptId()).collect(Collectors.toSet()));
        List<Pending> news = new ArrayList<>();
        for (Pending pending : batch) {
            Attempt attempt = found.get(pending.receipt.attemptId());
            if (attempt != null && isNews(pending.receipt, attempt)) {
                news.add(pending);
            } else {
                pending.result.complete(attempt == null ? Result.UNKNOWN : Result.DONE);
            }
        }
        return news;
    }

    private Set<UUID> mergedWhereFree(List<Pending> news) {
        try {
            return outcomes.recordWhereFree(
                    news.stream().map(pending -> pending.receipt).toList());
        } catch (RuntimeException oneSpoilsAll) {
            return Set.of();
        }
    }

    private static boolean isNews(Receipt receipt, Attempt attempt) {
        // not every provider names its message in a receipt
        boolean foreign = receipt.providerId() != null
                && attempt.providerId() != null
                && !attempt.providerId().equals(receipt.providerId());
        return !foreign && (attempt.isOpen() || receipt.status().isAbove(attempt.providerStatus()));
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }

    private enum Result {
        /** Merged, or nothing new. */
        DONE,
        /** About nothing that we know. */
        UNKNOWN,
        /** Not possible together with others. */
        ALONE
    }

    private record Pending(Receipt receipt, CompletableFuture<Result> result) {}
}
