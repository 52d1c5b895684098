package org.consultflow.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.consultflow.bulk.TimeOrderedIds;
import org.consultflow.crypto.Vault;
import org.consultflow.delivery.AttemptStore.Begun;
import org.consultflow.delivery.ClaimBatch.Candidate;
import org.consultflow.delivery.Correspondence.Clear;
import org.consultflow.delivery.Correspondence.Clearance;
import org.consultflow.delivery.Correspondence.NotBefore;
import org.consultflow.delivery.Correspondence.Objection;
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
    private final Pauses pauses;
    private final Holds holds;
    private final Postponed postponed;
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
            Pauses pauses,
            Holds holds,
            Postponed postponed,
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
        this.pauses = pauses;
        this.holds = holds;
        this.postponed = postponed;
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
        List<NoticeKey> keys = locked.stream().map(Notice::key).toList();
        ClaimBatch batch = new ClaimBatch(
                locked, correspondence.about(keys), due.underWay(keys), pauses.lockInForce(), givenUp, settlement);
        Map<UUID, Delivery> rows = locked.stream()
                .flatMap(notice -> notice.deliveries().stream())
                .collect(Collectors.toMap(Delivery::id, Function.identity()));
        wanted.stream()
                .map(rows::get)
                .filter(Objects::nonNull)
                .filter(row -> row.isToSend(clock.instant(), realTime.instant()))
                .filter(batch::hasTurn)
                .forEach(row -> consider(batch, row));
        return start(batch);
    }

    private void consider(ClaimBatch batch, Delivery row) {
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

    private List<Claim> start(ClaimBatch batch) {
        Instant now = clock.instant();
        Set<UUID> written = batch.candidates().isEmpty()
                ? Set.of()
                : attempts.insert(batch.candidates().stream()
                        .map(candidate -> Begun.of(
                                candidate.attempt(),
                                candidate.way().senderKey(),
                                candidate.clear().addressKey(),
                                now,
                                candidate.attempt().claimedAt().plus(settings.lease()),
                                batch.words(candidate.row())))
                        .toList());
        List<Claim> claims = new ArrayList<>();
        for (Candidate candidate : batch.candidates()) {
            Delivery row = candidate.row();
            if (!written.contains(candidate.attempt().id())) {
                circuits.release(candidate.way(), candidate.attempt().id());
                postponed.heldBack(row);
                continue;
            }
            row.startSending(candidate.attempt().id(), settlement.silentAt(row, now));
            row.event(candidate.attempt().number(), "sending", null, null, now);
            claims.add(new Claim(
                    row.id(),
                    row.notice().key(),
                    row.channel(),
                    row.deadline(),
                    candidate.attempt(),
                    candidate.clear().address(),
                    batch.words(row),
                    batch.dossier()));
        }
        holds.write(batch.held());
        notices.save(batch.locked());
        if (!takePermits(batch.candidates(), written)) {
            // another node took the last permit: as if these deliveries had never been looked at
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return List.of();
        }
        return claims;
    }

    private boolean takePermits(List<Candidate> candidates, Set<UUID> written) {
        return candidates.stream()
                .filter(candidate -> written.contains(candidate.attempt().id()))
                .collect(Collectors.groupingBy(candidate -> candidate.way()))
                .entrySet()
                .stream()
                .allMatch(way -> pace.take(
                        way.getKey().senderKey(),
                        way.getKey().rate(),
                        way.getValue().size()));
    }
}
