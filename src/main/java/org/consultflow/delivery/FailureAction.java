package org.consultflow.delivery;

/** What a failure asks for. */
public enum FailureAction {
    /** The same channel again, after a pause, while there is time; else the next channel. */
    RETRY,
    /** Too fast for this sender: it pauses as a whole, then as RETRY. */
    SLOW_DOWN,
    /** The next channel in the chain. */
    NEXT_CHANNEL,
    /** The person said stop: keep that, then the next channel. */
    OPT_OUT
}
