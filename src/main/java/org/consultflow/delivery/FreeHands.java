package org.consultflow.delivery;

import java.util.function.Supplier;

/**
 * Lets who asks for many messages do so as fast as they leave: what is written while no hand is free has to be looked for,
 * locked and read again.
 */
public interface FreeHands {

    /**
     * Does something that asks for messages, as soon as this node has hands for them; after a moment at the latest. Not to be
     * called in a transaction: it would be open meanwhile.
     *
     * @param messages how many may come of it
     * @return what came of it
     */
    <T> T await(int messages, Supplier<T> work);
}
