package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.consultflow.delivery.ClaimBatch.Candidate;
import org.consultflow.delivery.Correspondence.Dossier;
import org.consultflow.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes what a transaction asks for just before it commits, and takes in hand at once what this node has free hands for: it
 * is sent as soon as the transaction is committed, without having been looked for, locked and read again. All else is found
 * by asking what is due.
 */
@Component
class FirstHand {

    private static final Logger LOG = LoggerFactory.getLogger(FirstHand.class);
    /** A transaction that could not be committed may be repeated at once, and then does only what it has to. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final NewNotices news;
    private final NoticeStore notices;
    private final Correspondence correspondence;
    private final Departures departures;
    private final Lanes lanes;
    private final Hint hint;
    private final Clock realTime;
    private volatile Instant restUntil = Instant.MIN;

    FirstHand(
            NewNotices news,
            NoticeStore notices,
            Correspondence correspondence,
            Departures departures,
            Lanes lanes,
            Hint hint,
            @RealTime Clock realTime) {
        this.news = news;
        this.notices = notices;
        this.correspondence = correspondence;
        this.departures = departures;
        this.lanes = lanes;
        this.hint = hint;
        this.realTime = realTime;
    }

    /** Writes these, as the last thing before the commit. */
    void write(List<NewNotice> requested) {
        Taking taking = new Taking(news.insertNotices(requested));
        TransactionSynchronizationManager.registerSynchronization(taking);
        taking.run();
    }

    /** What caused a message is not to fail because something is wrong with the message. */
    private void consider(ClaimBatch batch, Delivery row) {
        try {
            departures.consider(batch, row);
        } catch (RuntimeException e) {
            // whoever finds it due has the means to put it aside; the message may hold contact data, the class does not
            LOG.warn(
                    "delivery {} cannot be taken in hand at once: {}",
                    row.id(),
                    e.getClass().getName());
        }
    }

    /** What is written in a transaction, and what of it is taken in hand. */
    private final class Taking implements TransactionSynchronization {

        private final List<NewNotice> written;
        private final List<Delivery> reserved = new ArrayList<>();
        private List<Claim> claims = List.of();

        Taking(List<NewNotice> written) {
            this.written = written;
        }

        void run() {
            List<Delivery> next = reserve(written.stream().map(NewNotice::notice));
            if (next.isEmpty()) {
                news.insertDeliveries(written);
                return;
            }
            ClaimBatch batch = batch(next);
            while (!next.isEmpty()) {
                next.stream().filter(row -> batch.held().contains(row.notice())).forEach(row -> consider(batch, row));
                // where a channel must not be used, it is the next one's turn
                next = reserve(batch.held().stream());
            }
            List<Candidate> started = departures.start(batch);
            news.insertDeliveries(written);
            claims = departures.write(batch, started);
            notices.save(batch.held());
            departures.hold(batch);
        }

        private List<Delivery> reserve(Stream<Notice> ofThese) {
            if (realTime.instant().isBefore(restUntil)) {
                return List.of();
            }
            List<Delivery> more = lanes.reserve(ofThese.flatMap(notice -> notice.deliveries().stream())
                    .filter(row -> row.state() == DeliveryState.PENDING && !reserved.contains(row))
                    .toList());
            reserved.addAll(more);
            return more;
        }

        private ClaimBatch batch(List<Delivery> wanted) {
            List<Notice> concerned =
                    wanted.stream().map(Delivery::notice).distinct().toList();
            Dossier dossier =
                    correspondence.hold(concerned.stream().map(Notice::key).toList());
            return departures.batch(
                    concerned.stream()
                            .filter(notice -> dossier.knows(notice.key()))
                            .toList(),
                    dossier);
        }

        @Override
        public void afterCompletion(int status) {
            lanes.release(reserved);
            if (status == STATUS_COMMITTED) {
                lanes.begin(claims);
                List<Delivery> left = written.stream()
                        .flatMap(it -> it.notice().deliveries().stream())
                        .filter(row -> row.state() == DeliveryState.PENDING)
                        .toList();
                if (!left.isEmpty()) {
                    lanes.keepWaiting(left);
                    hint.give();
                }
            } else if (!reserved.isEmpty()) {
                restUntil = realTime.instant().plus(REST);
            }
        }
    }
}
