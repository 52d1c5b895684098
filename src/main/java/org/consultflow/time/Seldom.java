package org.consultflow.time;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How often the database is asked for what is seldom there: at each round for a while after this node has heard of some, else
 * once in several rounds, for what another node that died has left behind. Being told saves time and nothing else: whoever is
 * not told finds the rows all the same.
 */
public final class Seldom {

    private final int every;
    private final AtomicInteger attentive = new AtomicInteger();
    private int rounds;

    /** @param every of so many rounds one is for looking, when nothing was heard of; the first is one of them */
    public Seldom(int every) {
        this.every = every;
    }

    /**
     * Something is there, or will be when a transaction has committed.
     *
     * @param rounds for how many rounds nothing is to be missed
     */
    public void hint(int rounds) {
        attentive.accumulateAndGet(rounds, Math::max);
    }

    /** Begins a round; for one thread. @return whether to look */
    public boolean look() {
        boolean turn = rounds++ % every == 0;
        return attentive.getAndUpdate(left -> Math.max(0, left - 1)) > 0 || turn;
    }
}
