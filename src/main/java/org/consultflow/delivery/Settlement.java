package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.time.RealTime;
import org.springframework.stereotype.Component;

/**
 * What follows from a change of one channel: the next channel in its chain, and what becomes of the notice as a whole.
 * Every caller holds the lock on the notice.
 */
@Component
class Settlement {

    private static final Set<String> OVERTAKEN = Set.of(WholeChain.CANCELLED.name(), WholeChain.SUPERSEDED.name());

    private final NoticeStore notices;
    private final DeliveryStore store;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;

    Settlement(
            NoticeStore notices,
            DeliveryStore store,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime) {
        this.notices = notices;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** When the next channel goes if nothing is heard: early enough for the rest of the chain. */
    Instant silentAt(NoticeRow notice, DeliveryRow row, Instant sentAt) {
        Instant patient = sentAt.plus(settings.silence());
        Instant latest = latestFor(notice, row);
        return patient.isBefore(latest) ? patient : latest;
    }

    /** Until when this channel may be tried, so that the rest of the chain has the time it needs. */
    private Instant latestFor(NoticeRow notice, DeliveryRow row) {
        long after = store.deliveriesOf(notice.id()).stream()
                .filter(other -> other.chain() == row.chain() && other.position() > row.position())
                .count();
        return notice.deadline().minus(settings.needs().multipliedBy(after));
    }

    /** It arrived: what has not left of its chain is not needed any more. */
    void delivered(NoticeRow notice, DeliveryRow row) {
        store.setState(row.id(), DeliveryState.DELIVERED);
        endChain(notice, row, WholeChain.ALREADY_DELIVERED);
        settle(notice);
    }

    /** It was not sent. */
    void suppressed(NoticeRow notice, DeliveryRow row, SuppressionReason reason) {
        store.suppress(row.id(), reason, clock.instant());
        if (reason instanceof WholeChain whole) {
            endChain(notice, row, whole);
        } else {
            startNext(notice, row);
        }
        settle(notice);
    }

    /** It will not arrive: again after a pause while that makes sense and there is time, else the next channel. */
    void failed(NoticeRow notice, DeliveryRow row, Remedy remedy) {
        Duration pause = pause(row, remedy);
        boolean again =
                mayBeTriedAgain(row, remedy) && clock.instant().plus(pause).isBefore(latestFor(notice, row));
        if (!again) {
            store.setState(row.id(), DeliveryState.FAILED);
            startNext(notice, row);
        } else if (remedy.pause() != null) {
            store.makePending(row.id(), clock.instant().plus(pause), null);
        } else {
            store.makePending(row.id(), null, realTime.instant().plus(pause));
        }
        settle(notice);
    }

    private Duration pause(DeliveryRow row, Remedy remedy) {
        if (remedy.action() == FailureAction.OPEN_CIRCUIT) {
            // the next claim finds another provider, or the next channel, or lets it wait
            return Duration.ZERO;
        }
        return remedy.pause() != null ? remedy.pause() : settings.pauseAfter(row.tries());
    }

    private boolean mayBeTriedAgain(DeliveryRow row, Remedy remedy) {
        boolean few = remedy.times() == null || row.tries() <= remedy.times();
        return switch (remedy.action()) {
            case RETRY -> few && row.tries() < settings.maxTries();
            // not counted: how often it is tried is the circuit's business
            case OPEN_CIRCUIT -> true;
            case NEXT_CHANNEL, GIVE_UP, OPT_OUT -> false;
        };
    }

    /** Until when a last channel may wait for its provider: a person needs some time to phone. */
    Instant latestWithoutProvider(DeliveryRow row) {
        return row.deadline().minus(settings.callNeeds());
    }

    /** Nothing was heard in time. */
    void silent(NoticeRow notice, DeliveryRow row) {
        boolean passedOn = ReceiptStatus.SENT.word().equals(row.providerStatus())
                && settings.passedOnCounts().getOrDefault(row.channel(), false);
        DeliveryState state = passedOn ? DeliveryState.UNCONFIRMED : DeliveryState.SILENT;
        store.setState(row.id(), state);
        store.event(row.id(), null, state.name().toLowerCase(Locale.ROOT), null, null, clock.instant());
        if (!passedOn) {
            startNext(notice, row);
        }
        settle(notice);
    }

    /** The channels behind this one in its chain that have not had their turn. */
    List<DeliveryRow> behind(NoticeRow notice, DeliveryRow row) {
        return store.deliveriesOf(notice.id()).stream()
                .filter(other -> other.chain() == row.chain() && other.position() > row.position())
                .filter(other -> other.state() == DeliveryState.WAITING)
                .toList();
    }

    private void startNext(NoticeRow notice, DeliveryRow row) {
        store.deliveriesOf(notice.id()).stream()
                .filter(other -> other.chain() == row.chain() && other.position() == row.position() + 1)
                .filter(other -> other.state() == DeliveryState.WAITING)
                .forEach(next -> store.makePending(next.id(), clock.instant(), null));
    }

    private void endChain(NoticeRow notice, DeliveryRow row, WholeChain reason) {
        store.deliveriesOf(notice.id()).stream()
                .filter(other -> other.chain() == row.chain() && other.position() > row.position())
                .filter(other -> other.state() == DeliveryState.WAITING || other.state() == DeliveryState.PENDING)
                .forEach(other -> store.suppress(other.id(), reason, clock.instant()));
    }

    /** Decides what became of the notice, once nothing of it is under way or one of its chains arrived. */
    void settle(NoticeRow notice) {
        List<DeliveryRow> rows = store.deliveriesOf(notice.id());
        if (rows.stream().anyMatch(row -> row.state().arrived())) {
            NoticeState reached =
                    notice.state() == NoticeState.CALL_REQUESTED || notice.state() == NoticeState.CALL_OBSOLETE
                            ? NoticeState.CALL_OBSOLETE
                            : NoticeState.REACHED;
            notices.setState(notice.id(), reached, null);
        } else if (rows.stream().anyMatch(row -> row.state().open())) {
            if (notice.state() == NoticeState.REACHED) {
                // what was taken for arrival failed after all
                notices.setState(notice.id(), NoticeState.OPEN, null);
            }
        } else if (notice.state() == NoticeState.OPEN || notice.state() == NoticeState.REACHED) {
            boolean overtaken = rows.stream().anyMatch(row -> OVERTAKEN.contains(String.valueOf(row.reason())));
            boolean tried = rows.stream().anyMatch(row -> row.state() != DeliveryState.SUPPRESSED);
            boolean impossible = rows.stream().allMatch(Settlement::impossible);
            boolean call = notice.callIfUnreached() && !overtaken && (tried || impossible);
            notices.setState(notice.id(), call ? NoticeState.UNREACHED : NoticeState.CLOSED, reasonOf(rows));
        }
    }

    private static boolean impossible(DeliveryRow row) {
        return row.state() == DeliveryState.SUPPRESSED && SuppressionReason.of(row.reason()) instanceof ThisChannel;
    }

    /** A code word, because that is all that the process which asks a person may keep. */
    private static String reasonOf(List<DeliveryRow> rows) {
        DeliveryRow last = rows.get(rows.size() - 1);
        for (DeliveryRow row : rows) {
            if (row.state() == DeliveryState.FAILED || row.state() == DeliveryState.SILENT) {
                last = row;
            }
        }
        if (last.state() == DeliveryState.SUPPRESSED) {
            return last.reason().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        String word = last.state().name().toLowerCase(Locale.ROOT);
        return last.errorCode() == null ? word : word + "-" + last.errorCode();
    }
}
