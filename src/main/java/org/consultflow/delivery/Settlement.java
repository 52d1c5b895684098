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

    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;

    Settlement(DeliverySettings settings, Clock clock, @RealTime Clock realTime) {
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** When the next channel goes if nothing is heard: early enough for the rest of the chain. */
    Instant silentAt(Delivery row, Instant sentAt) {
        Instant patient = sentAt.plus(settings.silence());
        Instant latest = latestFor(row);
        return patient.isBefore(latest) ? patient : latest;
    }

    /** Until when this channel may be tried, so that the rest of the chain has the time it needs. */
    private Instant latestFor(Delivery row) {
        long after = row.notice().deliveries().stream()
                .filter(other -> other.chain() == row.chain() && other.position() > row.position())
                .count();
        return row.notice().deadline().minus(settings.needs().multipliedBy(after));
    }

    /** It arrived: what has not left of its chain is not needed any more. */
    void delivered(Delivery row) {
        row.setState(DeliveryState.DELIVERED);
        endChain(row, WholeChain.ALREADY_DELIVERED);
        settle(row.notice());
    }

    /** It was not sent. */
    void suppressed(Delivery row, SuppressionReason reason) {
        row.suppress(reason, clock.instant());
        if (reason instanceof WholeChain whole) {
            endChain(row, whole);
        } else {
            startNext(row);
        }
        settle(row.notice());
    }

    /** It will not arrive: again after a pause while that makes sense and there is time, else the next channel. */
    void failed(Delivery row, Remedy remedy) {
        Duration pause = pause(row, remedy);
        boolean again =
                mayBeTriedAgain(row, remedy) && clock.instant().plus(pause).isBefore(latestFor(row));
        if (!again) {
            row.setState(DeliveryState.FAILED);
            startNext(row);
        } else if (remedy.pause() != null) {
            row.makePending(clock.instant().plus(pause), null);
        } else {
            // a sender that is too fast pauses as a whole, and then begins with what is most urgent
            boolean pausesAsAWhole = remedy.action() == FailureAction.SLOW_DOWN;
            row.makePending(null, pausesAsAWhole ? null : realTime.instant().plus(pause));
        }
        settle(row.notice());
    }

    private Duration pause(Delivery row, Remedy remedy) {
        if (remedy.action() == FailureAction.OPEN_CIRCUIT) {
            // the next claim finds another provider, or the next channel, or lets it wait
            return Duration.ZERO;
        }
        return remedy.pause() != null ? remedy.pause() : settings.pauseAfter(row.tries());
    }

    private boolean mayBeTriedAgain(Delivery row, Remedy remedy) {
        boolean few = remedy.times() == null || row.tries() <= remedy.times();
        return switch (remedy.action()) {
            case RETRY, SLOW_DOWN -> few && row.tries() < settings.maxTries();
            // not counted: how often it is tried is the circuit's business
            case OPEN_CIRCUIT -> true;
            case NEXT_CHANNEL, GIVE_UP, OPT_OUT -> false;
        };
    }

    /** Until when a last channel may wait for its provider: a person needs some time to phone. */
    Instant latestWithoutProvider(Delivery row) {
        return row.deadline().minus(settings.callNeeds());
    }

    /** Until when this channel may be held by a pause, so that whoever comes after it has the time that takes. */
    Instant latestWhilePaused(Delivery row) {
        if (!behind(row).isEmpty()) {
            return latestFor(row);
        }
        return row.notice().callIfUnreached() ? latestWithoutProvider(row) : row.deadline();
    }

    /** Nothing was heard in time. */
    void silent(Delivery row) {
        boolean passedOn = ReceiptStatus.SENT.word().equals(row.providerStatus())
                && settings.passedOnCounts().getOrDefault(row.channel(), false);
        DeliveryState state = passedOn ? DeliveryState.UNCONFIRMED : DeliveryState.SILENT;
        row.setState(state);
        row.event(null, state.name().toLowerCase(Locale.ROOT), null, null, clock.instant());
        if (!passedOn) {
            startNext(row);
        }
        settle(row.notice());
    }

    /** The channels behind this one in its chain that have not had their turn. */
    List<Delivery> behind(Delivery row) {
        return row.notice().deliveries().stream()
                .filter(other -> other.chain() == row.chain() && other.position() > row.position())
                .filter(other -> other.state() == DeliveryState.WAITING)
                .toList();
    }

    private void startNext(Delivery row) {
        row.notice().deliveries().stream()
                .filter(other -> other.chain() == row.chain() && other.position() == row.position() + 1)
                .filter(other -> other.state() == DeliveryState.WAITING)
                .forEach(next -> next.makePending(clock.instant(), null));
    }

    private void endChain(Delivery row, WholeChain reason) {
        row.notice().deliveries().stream()
                .filter(other -> other.chain() == row.chain() && other.position() > row.position())
                .filter(other -> other.state() == DeliveryState.WAITING || other.state() == DeliveryState.PENDING)
                .forEach(other -> other.suppress(reason, clock.instant()));
    }

    /** Decides what became of the notice, once nothing of it is under way or one of its chains arrived. */
    void settle(Notice notice) {
        List<Delivery> rows = notice.deliveries();
        if (rows.stream().anyMatch(row -> row.state().arrived())) {
            NoticeState reached =
                    notice.state() == NoticeState.CALL_REQUESTED || notice.state() == NoticeState.CALL_OBSOLETE
                            ? NoticeState.CALL_OBSOLETE
                            : NoticeState.REACHED;
            notice.setState(reached, null);
        } else if (rows.stream().anyMatch(row -> row.state().open())) {
            if (notice.state() == NoticeState.REACHED) {
                // what was taken for arrival failed after all
                notice.setState(NoticeState.OPEN, null);
            }
        } else if (notice.state() == NoticeState.OPEN || notice.state() == NoticeState.REACHED) {
            boolean overtaken = rows.stream().anyMatch(row -> OVERTAKEN.contains(String.valueOf(row.reason())));
            boolean tried = rows.stream().anyMatch(row -> row.state() != DeliveryState.SUPPRESSED);
            boolean impossible = rows.stream().allMatch(Settlement::impossible);
            boolean call = notice.callIfUnreached() && !overtaken && (tried || impossible);
            notice.setState(call ? NoticeState.UNREACHED : NoticeState.CLOSED, reasonOf(rows));
        }
    }

    private static boolean impossible(Delivery row) {
        // who does not want to be disturbed is not to be phoned instead
        return row.state() == DeliveryState.SUPPRESSED
                && SuppressionReason.of(row.reason()) instanceof ThisChannel reason
                && reason != ThisChannel.QUIET_HOURS;
    }

    /** A code word, because that is all that the process which asks a person may keep. */
    private static String reasonOf(List<Delivery> rows) {
        Delivery last = rows.get(rows.size() - 1);
        for (Delivery row : rows) {
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
