package org.consultflow.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.consultflow.bulk.TimeOrderedIds;
import org.consultflow.crypto.Vault;
import org.consultflow.delivery.AttemptStore.Begun;
import org.consultflow.delivery.ClaimBatch.Candidate;
import org.consultflow.delivery.Correspondence.Clear;
import org.consultflow.delivery.Correspondence.Clearance;
import org.consultflow.delivery.Correspondence.Dossier;
import org.consultflow.delivery.Correspondence.NotBefore;
import org.consultflow.delivery.Correspondence.Objection;
import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Decides of deliveries that are due whether they leave, and prepares that: writes attempts and leases before anything is
 * called. What must not leave is suppressed here, with its reason. Always in the transaction of somebody who holds their
 * notices and writes them afterwards.
 */
@Component
class Departures {

    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    private final DueDeliveries due;
    private final AttemptStore attempts;
    private final Settlement settlement;
    private final Circuits circuits;
    private final GivenUp givenUp;
    private final Pauses pauses;
    private final Holds holds;
    private final Postponed postponed;
    private final Pace pace;
    private final Vault vault;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;

    Departures(
            DueDeliveries due,
            AttemptStore attempts,
            Settlement settlement,
            Circuits circuits,
            GivenUp givenUp,
            Pauses pauses,
            Holds holds,
            Postponed postponed,
            Pace pace,
            Vault vault,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime) {
        this.due = due;
        this.attempts = attempts;
        this.settlement = settlement;
        this.circuits = circuits;
        this.givenUp = givenUp;
        this.pauses = pauses;
        this.holds = holds;
        this.postponed = postponed;
        this.pace = pace;
        this.vault = vault;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** @param dossier what is known about these notices */
    ClaimBatch batch(List<Notice> held, Dossier dossier) {
        List<NoticeKey> keys = held.stream().map(Notice::key).toList();
        return new ClaimBatch(held, dossier, due.underWay(keys), pauses.lockInForce(), givenUp, settlement);
    }

    /** Decides about one delivery: it becomes a candidate of its batch, or stands otherwise, or stays as it is. */
    void consider(ClaimBatch batch, Delivery row) {
        if (!row.isToSend(clock.instant(), realTime.instant()) || !batch.hasTurn(row)) {
            return;
        }
        if (!clock.instant().isBefore(row.deadline())) {
            settlement.suppressed(row, WholeChain.TOO_LATE);
            return;
        }
        Clearance clearance;
        try {
            clearance = batch.dossier().clear(row.notice().key(), row.channel());
        } catch (IllegalStateException unreadable) {
            LOG.error("delivery {} cannot be addressed: {}", row.id(), unreadable.getMessage());
            row.event(null, "failed", null, "the recipient cannot be read", clock.instant());
            settlement.failed(row, Remedy.of(FailureAction.NEXT_CHANNEL));
            return;
        }
        if (clearance instanceof Objection objection) {
            settlement.suppressed(row, objection.reason());
        } else if (holds.hold(batch, row)) {
            return;
        } else if (clearance instanceof NotBefore later) {
            postponed.putOff(row, later);
        } else if (clearance instanceof Clear clear) {
            choose(batch, row, clear);
        }
    }

    private void choose(ClaimBatch batch, Delivery row, Clear clear) {
        if (batch.isGivenUp(row)) {
            settlement.suppressed(row, ThisChannel.GIVEN_UP);
            return;
        }
        UUID attemptId = TimeOrderedIds.next();
        Optional<Way> way = circuits.choose(row.channel(), attemptId);
        way.ifPresent(chosen -> releaseAfterRollback(chosen, attemptId));
        if (way.isEmpty() && batch.somebodyIsBehind(row)) {
            // where nobody listened, perhaps for a moment only, the tries of each message decide before the next
            // channel goes
            way = circuits.unreached(row.channel());
        }
        if (way.isEmpty()) {
            postponed.noWayOut(batch, row);
            return;
        }
        batch.candidates()
                .add(new Candidate(
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

    /**
     * The candidates of a batch begin to be sent. Where another node took the last permit, they stay as if they had never been
     * looked at.
     *
     * @return whose attempts have to be {@link #write written} now
     */
    List<Candidate> start(ClaimBatch batch) {
        Set<Way> free = new HashSet<>();
        batch.candidates().stream()
                .collect(Collectors.groupingBy(Candidate::way, Collectors.counting()))
                .forEach((way, many) -> {
                    if (pace.take(way.senderKey(), way.rate(), many.intValue())) {
                        free.add(way);
                    }
                });
        Instant now = clock.instant();
        List<Candidate> started = new ArrayList<>();
        for (Candidate candidate : batch.candidates()) {
            if (free.contains(candidate.way())) {
                candidate.row().startSending(candidate.attempt().id(), settlement.silentAt(candidate.row(), now));
                started.add(candidate);
            } else {
                circuits.release(candidate.way(), candidate.attempt().id());
            }
        }
        return started;
    }

    /**
     * Writes attempts, whose deliveries are written already.
     *
     * @return what is to be sent once this transaction is committed; who is not among it has to wait for an earlier message to
     *     the same number, and its delivery changed once more
     */
    List<Claim> write(ClaimBatch batch, List<Candidate> started) {
        Set<UUID> written = started.isEmpty() ? Set.of() : attempts.insert(begun(batch, started));
        // only what is really sent takes a permit
        started.stream()
                .filter(candidate -> !written.contains(candidate.attempt().id()))
                .collect(Collectors.groupingBy(Candidate::way, Collectors.counting()))
                .forEach((way, many) -> pace.giveBack(way.senderKey(), way.rate(), many.intValue()));
        List<Claim> claims = new ArrayList<>();
        for (Candidate candidate : started) {
            Delivery row = candidate.row();
            if (!written.contains(candidate.attempt().id())) {
                circuits.release(candidate.way(), candidate.attempt().id());
                row.didNotStart();
                postponed.heldBack(row);
                continue;
            }
            claims.add(new Claim(
                    row, candidate.attempt(), candidate.clear().address(), batch.words(row), batch.dossier()));
        }
        return claims;
    }

    private List<Begun> begun(ClaimBatch batch, List<Candidate> started) {
        return started.stream()
                // whoever waits for another's attempt waits in the same order
                .sorted(Comparator.comparing((Candidate it) -> it.way().senderKey())
                        .thenComparing(it -> it.clear().addressKey()))
                .map(candidate -> Begun.of(
                        candidate.attempt(),
                        candidate.way().senderKey(),
                        candidate.clear().addressKey(),
                        clock.instant(),
                        candidate.attempt().claimedAt().plus(settings.lease()),
                        batch.words(candidate.row())))
                .toList();
    }

    /** Writes by which pause deliveries of a batch are held, once these are written. */
    void hold(ClaimBatch batch) {
        holds.write(batch.paused());
    }
}
