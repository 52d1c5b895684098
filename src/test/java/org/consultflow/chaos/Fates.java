package org.consultflow.chaos;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.sandbox.faults.Faults;

/** What becomes of messages that Twilio took: most arrive; some are reported undelivered, some never heard of again. */
final class Fates extends Faults {

    private final Dice dice;
    private final Map<String, Integer> counted = new TreeMap<>();

    Fates(long seed) {
        dice = new Dice(seed);
    }

    @Override
    public Optional<FaultKind> take(String channel, String recipient) {
        int thrown = dice.percent(channel + recipient);
        Optional<FaultKind> fate = Optional.empty();
        if (thrown < 6) {
            fate = Optional.of(FaultKind.UNDELIVERABLE);
        } else if (thrown < 12) {
            fate = Optional.of(FaultKind.SILENT);
        } else if (thrown < 18) {
            fate = Optional.of(FaultKind.REPEATED_RECEIPTS);
        }
        fate.ifPresent(kind -> count(kind.word()));
        return fate;
    }

    private synchronized void count(String word) {
        counted.merge(word, 1, Integer::sum);
    }

    synchronized Map<String, Integer> counted() {
        return new TreeMap<>(counted);
    }
}
