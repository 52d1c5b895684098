package org.consultflow.delivery;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

import org.consultflow.delivery.Circuit.Trouble;
import org.consultflow.delivery.Remedy.Concern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which provider a message leaves by. Each provider has a circuit, and each account one that its providers share; both have
 * to be closed. They live in memory: every node learns by one failure of its own.
 */
@Component
class Circuits {

    private static final Logger LOG = LoggerFactory.getLogger(Circuits.class);

    private final Courier courier;
    private final AttemptStore attempts;
    private final OpsCalls ops;
    private final KnownCircuits circuits;

    Circuits(Courier courier, AttemptStore attempts, OpsCalls ops, KnownCircuits circuits) {
        this.courier = courier;
        this.attempts = attempts;
        this.ops = ops;
        this.circuits = circuits;
    }

    /** The first provider of a channel that may be used now, for this attempt alone. */
    Optional<Way> choose(String channel, UUID attempt) {
        return courier.waysOut(channel).stream()
                .filter(way -> admits(way, attempt))
                .findFirst();
    }

    /**
     * The first provider of a channel at which nothing is wrong but that nobody listened. It may be asked all the same: what
     * listens again in a moment must not be left to the next channel.
     */
    Optional<Way> unreached(String channel) {
        return courier.waysOut(channel).stream()
                .filter(way -> isUnreached(account(way)) && isUnreached(sender(way)))
                .findFirst();
    }

    private static boolean isUnreached(Circuit circuit) {
        return circuit.trouble().map(why -> why.concern() == Concern.REACH).orElse(true);
    }

    /** The provider by which a message of this channel would leave now; asking decides nothing. */
    Optional<Way> expected(String channel) {
        return courier.waysOut(channel).stream()
                .filter(way -> remaining(way).isZero())
                .findFirst();
    }

    private boolean admits(Way way, UUID attempt) {
        if (!account(way).admits(attempt)) {
            return false;
        }
        if (way.provider().equals(way.account()) || sender(way).admits(attempt)) {
            return true;
        }
        account(way).release(attempt);
        return false;
    }

    /** An attempt that was chosen a way did not go. */
    void release(Way way, UUID attempt) {
        account(way).release(attempt);
        sender(way).release(attempt);
    }

    /** How long it takes at least until a provider of this channel may be tried again. */
    Duration remaining(String channel) {
        return Collections.min(
                courier.waysOut(channel).stream().map(this::remaining).toList());
    }

    private Duration remaining(Way way) {
        return Collections.max(List.of(account(way).remaining(), sender(way).remaining()));
    }

    /** The call of an attempt ended. */
    void answered(Attempt attempt, String channel, Outcome outcome) {
        with(attempt, channel, way -> {
            if (outcome instanceof Outcome.Accepted) {
                worked(way, attempt);
            } else if (outcome instanceof Outcome.Refused refused) {
                refused(way, attempt, channel, refused);
            } else {
                // nobody knows; what was on trial has not shown that it works
                Trouble again = new Trouble(null, Concern.REACH, false);
                reopen(account(way), attempt, channel, again);
                reopen(sender(way), attempt, channel, again);
            }
        });
    }

    private void refused(Way way, Attempt attempt, String channel, Outcome.Refused refused) {
        Remedy remedy = refused.remedy();
        if (remedy.concern() == Concern.REACH) {
            if (sender(way).unreached(attempt.id(), new Trouble(null, Concern.REACH, false))) {
                opened(sender(way), channel);
            }
            account(way).release(attempt.id());
        } else if (remedy.concern() == Concern.NOT_ASKED) {
            release(way, attempt.id());
        } else if (remedy.action() == FailureAction.OPEN_CIRCUIT) {
            open(way, attempt, channel, remedy, refused.errorCode(), false);
        } else if (remedy.action() == FailureAction.RETRY || remedy.action() == FailureAction.SLOW_DOWN) {
            release(way, attempt.id());
            sender(way).worked(attempt.id());
        } else {
            worked(way, attempt);
        }
    }

    /** A message that was taken failed later. */
    void failedLater(Attempt attempt, String channel, Integer errorCode, Remedy remedy) {
        if (remedy != null && remedy.action() == FailureAction.OPEN_CIRCUIT) {
            with(attempt, channel, way -> open(way, attempt, channel, remedy, errorCode, true));
        }
    }

    private void open(Way way, Attempt attempt, String channel, Remedy remedy, Integer code, boolean byReceipt) {
        boolean account = remedy.concern() == Concern.ACCOUNT;
        Circuit circuit = account ? account(way) : sender(way);
        if (circuit.failed(attempt.id(), attempt.claimedAt(), new Trouble(code, remedy.concern(), byReceipt))) {
            opened(circuit, channel);
        }
        if (account) {
            sender(way).release(attempt.id());
        } else if (circuit != account(way)) {
            worked(account(way), attempt);
        }
    }

    private void reopen(Circuit circuit, Attempt attempt, String channel, Trouble again) {
        if (circuit.trial().filter(attempt.id()::equals).isPresent()
                && circuit.failed(
                        attempt.id(), attempt.claimedAt(), circuit.trouble().orElse(again))) {
            opened(circuit, channel);
        }
    }

    private void worked(Way way, Attempt attempt) {
        worked(account(way), attempt);
        if (!way.provider().equals(way.account())) {
            worked(sender(way), attempt);
        }
    }

    private void worked(Circuit circuit, Attempt attempt) {
        // what a receipt opened is closed by what the ledger says of the trial, see look()
        boolean proven = circuit.trouble().map(why -> !why.byReceipt()).orElse(true);
        if (proven && circuit.worked(attempt.id())) {
            closed(circuit);
        }
    }

    /**
     * Looks what became of messages on trial whose circuit a receipt had opened. The receipt may have come to another node, so
     * that the row is asked.
     */
    void look() {
        circuits.all().stream()
                .filter(circuit -> circuit.trouble().filter(Trouble::byReceipt).isPresent())
                .forEach(circuit -> circuit.trial().flatMap(attempts::find).ifPresent(trial -> look(circuit, trial)));
    }

    private void look(Circuit circuit, Attempt trial) {
        ReceiptStatus status = trial.providerStatus();
        boolean passedOn = status != null && status.isAbove(ReceiptStatus.SENDING);
        // a failure for the circuit's own reason has opened it again before this
        if (passedOn && circuit.worked(trial.id())) {
            closed(circuit);
        }
    }

    private void opened(Circuit circuit, String channel) {
        Trouble why = circuit.trouble().orElseThrow();
        LOG.error(
                "nothing is sent by {} at present: {}, code {}; a first message goes on trial in {}",
                circuit.name(),
                why.concern().word(),
                why.errorCode(),
                circuit.remaining());
        ops.call(circuit.name(), channel, why.errorCode(), why.concern(), true);
    }

    private void closed(Circuit circuit) {
        LOG.info("{} can be used again", circuit.name());
        ops.over(circuit.name());
    }

    /** What is not closed, by name, with the reason in words. */
    SortedMap<String, String> troubles() {
        SortedMap<String, String> troubles = new TreeMap<>();
        circuits.all().forEach(circuit -> circuit.trouble()
                .ifPresent(why -> troubles.put(
                        circuit.name(),
                        why.concern().sentence() + (why.errorCode() == null ? "" : ", code " + why.errorCode()))));
        return troubles;
    }

    /** A provider that was taken out of the configuration is nobody's concern any more. */
    private void with(Attempt attempt, String channel, Consumer<Way> something) {
        courier.wayOut(channel, attempt.provider()).ifPresent(something);
    }

    private Circuit sender(Way way) {
        return circuits.of(way.provider());
    }

    private Circuit account(Way way) {
        return circuits.of(way.account());
    }
}
