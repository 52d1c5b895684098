package org.consultflow.chaos;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chance that is the same for the same seed, in whatever order the threads come: it hangs on what is asked about and how
 * often that was asked before.
 */
final class Dice {

    private final long seed;
    private final Map<String, Integer> throwsOf = new ConcurrentHashMap<>();

    Dice(long seed) {
        this.seed = seed;
    }

    /** @return from 0 to 99 */
    int percent(String what) {
        int times = throwsOf.merge(what, 1, Integer::sum);
        return new Random(seed * 31 + (what + '#' + times).hashCode() * 0x9E3779B97F4A7C15L).nextInt(100);
    }
}
