package org.consultflow.delivery;

/** What is heard from the numbers that messages go to. */
public interface Arrivals {

    /**
     * A person wrote from this number: it is there, and is tried again on this channel.
     *
     * @param addressKey the key of {@link Correspondence.Clear}
     */
    void heardFrom(String channel, String addressKey);
}
