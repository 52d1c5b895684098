package org.consultflow.benchmarks;

import java.time.Instant;

/** Who takes part in a burst: a program on a database of its own. */
interface Contestant extends AutoCloseable {

    /** Telephone number of a patient by number; each burst has its own range. */
    static String phone(int number) {
        return String.format("+6149%07d", 1_000_000 + number);
    }

    /**
     * Lets so many reminders fall due at one moment, and comes back when nothing else is under way: before it, unless the machine is
     * busy.
     *
     * @param firstNumber the first patient's number
     * @return the moment
     */
    Instant fallDue(int howMany, int firstNumber);

    /** How many of all reminders so far have an outcome that is committed. */
    long recorded();

    /** CPU seconds of the program, or the programs, so far. */
    double cpuSeconds();

    @Override
    void close();
}
