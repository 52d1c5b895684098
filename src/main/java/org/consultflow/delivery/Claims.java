package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.consultflow.crypto.Vault;
import org.consultflow.delivery.AttemptStore.Begun;
import org.consultflow.delivery.Correspondence.Clear;
import org.consultflow.delivery.Correspondence.Clearance;
import org.consultflow.delivery.Correspondence.Dossier;
import org.consultflow.delivery.Correspondence.NotBefore;
import org.consultflow.delivery.Correspondence.Objection;
import org.consultflow.delivery.DueDeliveries.UnderWay;
import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes due deliveries in hand, many in one transaction: asks whether each is still true, and writes attempts and leases
 * before anything is called. What must not leave is suppressed here, with its reason.
 */
@Component
class Claims {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    private final DueDeliveries due;
    private final NoticeStore notices;
    private final AttemptStore attempts;
    private final Settlement settlement;
    private final Correspondence correspondence;
    private final Circuits circuits;
    private final GivenUp givenUp;
    private final Pace pace;
    private final Vault vault;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;

    Claims(
            DueDeliveries due,
            NoticeStore notices,
            AttemptStore attempts,
            Settlement settlement,
            Correspondence correspondence,
            Circuits circuits,
            GivenUp givenUp,
            Pace pace,
            Vault vault,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime) {
        this.due = due;
        this.notices = notices;
        this.attempts = attempts;
        this.settlement = settlement;
        this.correspondence = correspondence;
        this.circuits = circuits;
        this.givenUp = givenUp;
        this.pace = pace;
        this.vault = vault;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    /**
     * @param wanted deliveries of one channel
     * @return what to send, committed; not among them is what is not to be sent, or not now, or by somebody else
     */
    @Transactional
    public List<Claim> claim(List<UUID> wanted) {
        List<Notice> locked = notices.tryLockOf(wanted);
        Batch batch = new Batch(locked);
        for (UUID id : wanted) {
            locked.stream()
                    .flatMap(notice -> notice.deliveries().stream())
                    .filter(row -> row.id().equals(id))
                    .filter(row -> row.isToSend(clock.instant(), realTime.instant()))
                    .filter(batch::hasTurn)
                    .findFirst()
                    .ifPresent(row -> consider(batch, row));
        }
        return start(batch);
    }

    private void consider(Batch batch, Delivery row) {
        if (!clock.instant().isBefore(row.deadline())) {
            settlement.suppressed(row, WholeChain.TOO_LATE);
            return;
        }
        Clearance clearance;
        try {
            clearance = batch.dossier.clear(row.notice().key(), row.channel());
        } catch (IllegalStateException unreadable) {
            LOG.error("delivery {} cannot be addressed: {}", row.id(), unreadable.getMessage());
            row.event(null, "failed", null, "the recipient cannot be read", clock.instant());
            settlement.failed(row, Remedy.of(FailureAction.NEXT_CHANNEL));
            return;
        }
        if (clearance instanceof Objection objection) {
            settlement.suppressed(row, objection.reason());
        } else if (clearance instanceof NotBefore later) {
            putOff(row, later);
        } else if (clearance instanceof Clear clear) {
            choose(batch, row, clear);
        }
    }

    private void choose(Batch batch, Delivery row, Clear clear) {
        if (batch.isGivenUp(row)) {
            settlement.suppressed(row, ThisChannel.GIVEN_UP);
            return;
        }
        UUID attemptId = UUID.randomUUID();
        Optional<Way> way = circuits.choose(row.channel(), attemptId);
        way.ifPresent(chosen -> releaseAfterRollback(chosen, attemptId));
        if (way.isEmpty() && batch.somebodyIsBehind(row)) {
            // where nobody listened, perhaps for a moment only, the tries of each message decide before the next
            // channel goes
            way = circuits.unreached(row.channel());
        }
        if (way.isEmpty()) {
            noWayOut(batch, row);
            return;
        }
        batch.candidates.add(new Candidate(
                row,
                clear,
                way.get(),
                new Attempt(attemptId, row, way.get(), vault.seal(clear.address()), realTime.instant())));
    }

    /** A trial that was given to a message which then does not go is another's. */
    private void releaseAfterRollback(Way way, UUID attempt) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status != STATUS_COMMITTED) {
                    circuits.release(way, attempt);
                }
            }
        });
    }

    private List<Claim> start(Batch batch) {
        Instant now = clock.instant();
        Set<UUID> written = batch.candidates.isEmpty()
                ? Set.of()
                : attempts.insert(batch.candidates.stream()
                        .map(candidate -> Begun.of(
                                candidate.attempt,
                                candidate.way.senderKey(),
                                candidate.clear.addressKey(),
                                now,
                                candidate.attempt.claimedAt().plus(settings.lease()),
                                batch.words(candidate.row)))
                        .toList());
        List<Claim> claims = new ArrayList<>();
        for (Candidate candidate : batch.candidates) {
            Delivery row = candidate.row;
            if (!written.contains(candidate.attempt.id())) {
                circuits.release(candidate.way, candidate.attempt.id());
                heldBack(row);
                continue;
            }
            row.startSending(candidate.attempt.id(), settlement.silentAt(row, now));
            row.event(candidate.attempt.number(), "sending", null, null, now);
            claims.add(new Claim(
                    row.id(),
                    row.notice().key(),
                    row.channel(),
                    row.deadline(),
                    candidate.attempt,
                    candidate.clear.address(),
                    batch.words(row),
                    batch.dossier));
        }
        notices.save(batch.locked);
        if (!takePermits(batch.candidates, written)) {
            // another node took the last permit: as if these deliveries had never been looked at
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return List.of();
        }
        return claims;
    }

    private boolean takePermits(List<Candidate> candidates, Set<UUID> written) {
        return candidates.stream()
                .filter(candidate -> written.contains(candidate.attempt.id()))
                .collect(Collectors.groupingBy(candidate -> candidate.way))
                .entrySet()
                .stream()
                .allMatch(way -> pace.take(
                        way.getKey().senderKey(),
                        way.getKey().rate(),
                        way.getValue().size()));
    }

    /**
     * No provider can be used. The next channel goes at once. If there is none but the telephone, it waits for a provider as
     * long as that leaves a person the time to phone: an hour's trouble at a provider must not make people phone everybody.
     */
    private void noWayOut(Batch batch, Delivery row) {
        Instant now = clock.instant();
        Instant latest = settlement.latestWithoutProvider(row);
        if (!now.isBefore(latest) || batch.somebodyIsBehind(row)) {
            settlement.suppressed(row, ThisChannel.PROVIDER_UNAVAILABLE);
            return;
        }
        Duration patience = Duration.between(now, latest).dividedBy(20);
        Duration longest = settings.circuit().longestPause();
        Duration wait = Collections.max(List.of(
                circuits.remaining(row.channel()), Collections.min(List.of(patience, longest)), Duration.ofSeconds(1)));
        Instant next = now.plus(wait);
        if (row.waitForProvider(next.isBefore(latest) ? next : latest)) {
            row.event(null, "waiting", null, ThisChannel.PROVIDER_UNAVAILABLE.word(), now);
        }
    }

    private void putOff(Delivery row, NotBefore later) {
        if (later.moment().isBefore(row.deadline())) {
            row.defer(later.moment(), clock.instant());
        } else {
            settlement.suppressed(row, later.reason());
        }
    }

    /** It waits for an earlier message to the same number, but not longer than it would wait for proof of its own. */
    private void heldBack(Delivery row) {
        Instant now = clock.instant();
        if (now.isBefore(settlement.silentAt(row, row.dueAt()))) {
            row.pause(realTime.instant().plus(settings.retryPause()));
            return;
        }
        row.event(null, "failed", null, "nobody knows what became of an earlier message to this number", now);
        settlement.failed(row, Remedy.of(FailureAction.NEXT_CHANNEL));
    }

    /** What is worked on in one transaction, and what is known about it. */
    private final class Batch {

        private final List<Notice> locked;
        private final Dossier dossier;
        private final Set<UnderWay> underWay;
        private final Set<GivenUp.Place> givenUpPlaces;
        private final List<Candidate> candidates = new ArrayList<>();

        Batch(List<Notice> locked) {
            List<NoticeKey> keys = locked.stream().map(Notice::key).toList();
            this.locked = locked;
            this.dossier = correspondence.about(keys);
            this.underWay = new HashSet<>(due.underWay(keys));
            this.givenUpPlaces = givenUp.among(locked.stream()
                    .flatMap(notice -> notice.deliveries().stream())
                    .flatMap(row -> place(row).stream())
                    .toList());
        }

        private Optional<GivenUp.Place> place(Delivery row) {
            try {
                return dossier.clear(row.notice().key(), row.channel()) instanceof Clear clear
                        ? Optional.of(new GivenUp.Place(row.channel(), clear.addressKey()))
                        : Optional.empty();
            } catch (RuntimeException unclear) {
                // said when this delivery has its turn
                return Optional.empty();
            }
        }

        /** What overtakes a message in the making waits for it. */
        boolean hasTurn(Delivery row) {
            UnderWay own = UnderWay.of(row.notice());
            boolean free = underWay.stream().noneMatch(own::waitsFor);
            if (free) {
                underWay.add(own);
            }
            return free;
        }

        boolean isGivenUp(Delivery row) {
            return place(row).filter(givenUpPlaces::contains).isPresent();
        }

        boolean somebodyIsBehind(Delivery row) {
            return settlement.behind(row).stream().anyMatch(next -> place(next)
                    .filter(place -> !givenUpPlaces.contains(place))
                    .isPresent());
        }

        String words(Delivery row) {
            return dossier.words(row.notice().key(), row.channel());
        }
    }

    private record Candidate(Delivery row, Clear clear, Way way, Attempt attempt) {}

    /**
     * What was taken in hand.
     *
     * @param words which words were announced, see {@link Content#version()}
     */
    record Claim(
            UUID deliveryId,
            NoticeKey notice,
            String channel,
            Instant deadline,
            Attempt attempt,
            String address,
            String words,
            Dossier dossier) {

        Content compose() {
            return dossier.compose(notice, channel);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Claim claim && claim.attempt.id().equals(attempt.id());
        }

        @Override
        public int hashCode() {
            return attempt.id().hashCode();
        }

        @Override
        public String toString() {
            return "Claim[" + deliveryId + "]";
        }
    }
}
