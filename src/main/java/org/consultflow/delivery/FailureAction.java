package org.consultflow.delivery;

/** What becomes of a message that failed. The details are in its {@link Remedy}. */
public enum FailureAction {
    /** The same channel again, after a pause, while there is time; else the next channel. */
    RETRY,
    /** The next channel in the chain. */
    NEXT_CHANNEL,
    /** This channel is not tried for this number for some time: keep that, then the next channel. */
    GIVE_UP,
    /** The person said stop: keep that, then the next channel. */
    OPT_OUT,
    /** Nothing can be sent by this provider at present: keep that, then the next provider, else the next channel. */
    OPEN_CIRCUIT
}
