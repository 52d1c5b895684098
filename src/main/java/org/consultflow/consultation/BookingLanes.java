package org.consultflow.consultation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.consultflow.bulk.Together;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Bookings that come at the same time share a transaction. One that comes alone is booked at once; what comes meanwhile waits
 * and is booked together. A transaction that fails anywhere is rolled back whole and each of its bookings made alone: one that
 * cannot be made spoils no other. There are as many lanes as processors, and a provider has one: two that share a provider
 * would wait for each other's lock.
 */
@Component
class BookingLanes implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(BookingLanes.class);

    private final NewBookings news;
    private final ConsultationStore store;
    private final TransactionTemplate transaction;
    private final Duration patience;
    private final List<Together<WaitingBooking<?>>> lanes;
    private final ExecutorService threads;
    private final AtomicInteger waiting = new AtomicInteger();

    BookingLanes(
            NewBookings news,
            ConsultationStore store,
            ConsultationMeters meters,
            PlatformTransactionManager manager,
            Environment settings) {
        this.news = news;
        this.store = store;
        this.transaction = new TransactionTemplate(manager);
        int most = settings.getProperty("consultflow.bookings.in-one-transaction", Integer.class, 20);
        this.patience = Binder.get(settings)
                .bind("consultflow.bookings.patience", Duration.class)
                .orElse(Duration.ofSeconds(20));
        int atOnce = Runtime.getRuntime().availableProcessors();
        this.lanes = IntStream.range(0, atOnce)
                .mapToObj(lane -> new Together<WaitingBooking<?>>("book", most, this::work))
                .toList();
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(atOnce, task -> {
            Thread thread = new Thread(task, "bookings-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        meters.waiting(waiting);
    }

    /**
     * Books, alone or together with others.
     *
     * @throws BookingsBusyException if there are too many before it; else what its booking alone throws
     */
    <T> T book(WaitingBooking<T> booking) {
        String provider = booking.booking().booking().provider().reference();
        waiting.incrementAndGet();
        lanes.get(Math.floorMod(provider.hashCode(), lanes.size())).add(booking, threads);
        return booking.await(patience);
    }

    private void work(List<WaitingBooking<?>> came) {
        waiting.addAndGet(-came.size());
        List<WaitingBooking<?>> left =
                came.stream().filter(WaitingBooking::take).toList();
        try {
            while (!left.isEmpty()) {
                List<WaitingBooking<?>> batch = apartFromEachOther(left);
                book(batch);
                left = left.stream().filter(it -> !batch.contains(it)).toList();
            }
        } catch (RuntimeException | Error fatal) {
            // who has an answer keeps it, and nobody waits for ever
            came.forEach(it -> it.failed(fatal));
            throw fatal;
        }
    }

    private static List<WaitingBooking<?>> apartFromEachOther(List<WaitingBooking<?>> bookings) {
        List<WaitingBooking<?>> apart = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (WaitingBooking<?> booking : bookings) {
            Set<String> alone = booking.booking().alone();
            if (alone.stream().noneMatch(seen::contains)) {
                apart.add(booking);
            }
            seen.addAll(alone);
        }
        return apart;
    }

    private void book(List<WaitingBooking<?>> batch) {
        if (batch.size() == 1) {
            try (var caller = batch.get(0).booking().origin().resume()) {
                batch.get(0).bookAlone();
            }
            return;
        }
        Ending ending = new Ending();
        try {
            transaction.executeWithoutResult(status -> {
                TransactionSynchronizationManager.registerSynchronization(ending);
                take(batch);
            });
            batch.forEach(WaitingBooking::committed);
        } catch (RuntimeException oneSpoilsAll) {
            LOG.debug(
                    "{} bookings are made one by one after {}",
                    batch.size(),
                    oneSpoilsAll.getClass().getName());
            for (WaitingBooking<?> booking : batch) {
                switch (ending.status) {
                    case TransactionSynchronization.STATUS_COMMITTED -> booking.committed();
                    case TransactionSynchronization.STATUS_ROLLED_BACK -> booking.hasToGoAlone();
                    // nobody knows what was kept: made again, they could be there twice
                    default -> booking.failed(oneSpoilsAll);
                }
            }
        }
    }

    /** Those that were made before are answered alone. */
    private void take(List<WaitingBooking<?>> batch) {
        Set<String> used = store.used(
                batch.stream().flatMap(it -> it.booking().chosenKey().stream()).toList());
        List<WaitingBooking<?>> fresh = batch.stream()
                .filter(it -> it.booking().chosenKey().filter(used::contains).isEmpty())
                .toList();
        List<Consultation> booked =
                news.take(fresh.stream().map(WaitingBooking::booking).toList());
        IntStream.range(0, fresh.size()).forEach(index -> fresh.get(index).booked(booked.get(index)));
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }

    /** How a transaction ended. */
    private static final class Ending implements TransactionSynchronization {

        private int status = STATUS_UNKNOWN;

        @Override
        public void afterCompletion(int status) {
            this.status = status;
        }
    }
}
