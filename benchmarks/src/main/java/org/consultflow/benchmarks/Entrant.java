package org.consultflow.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** A contestant with a database and a far end of its own, from its first burst to its last. */
final class Entrant implements AutoCloseable {

    private final String name;
    private final int howMany;
    private final Clock clock;
    private final World world;
    private final Contestant contestant;
    private int bursts;

    /**
     * @param name in the table
     * @param who one of {@link Contestants}
     * @param howMany reminders of a burst
     * @param prepare what is done to its database as soon as it has made its tables
     * @param keep whether its database's files stay
     */
    Entrant(String name, String who, int howMany, Consumer<Database> prepare, boolean keep, Clock clock) {
        this.name = name;
        this.howMany = howMany;
        this.clock = clock;
        this.world = new World(clock, keep);
        this.contestant = world.start(who);
        prepare.accept(world.database());
    }

    String name() {
        return name;
    }

    /** It is cleaned up after, so that nothing of it is left to do while others have theirs. */
    Burst.Result burst(Duration twilioAnswersAfter) {
        world.farEnd().answersAfter(twilioAnswersAfter);
        Burst.Result result = Burst.run(contestant, world, howMany, bursts++ * howMany, clock);
        world.database().cleanUp();
        return result;
    }

    @Override
    public void close() {
        contestant.close();
        world.close();
    }
}
