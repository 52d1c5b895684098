package org.consultflow.benchmarks;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One of the small programs beside the service. */
final class SmallProgram implements Contestant {

    // as delivered, Camunda's acquisition may be asleep for a minute: that is lateness, and counts
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private final Duration forEach;
    private final Database database;
    private final Child process;
    private final String[] ready;
    private final String recorded;
    private final Clock clock;

    /**
     * @param forEach how long it may take to arrange for a reminder
     * @param recorded counts the outcomes that are committed
     */
    SmallProgram(
            Class<?> main,
            Duration forEach,
            String recorded,
            Database database,
            FarEnd farEnd,
            Path directory,
            Clock clock) {
        this.forEach = forEach;
        this.database = database;
        this.recorded = recorded;
        this.clock = clock;
        this.process =
                Child.program(main, directory.resolve("program.log"), database.url(), Integer.toString(farEnd.port()));
        this.ready = process.awaits("ready");
    }

    /** Where its REST API listens, if it has one. */
    int port() {
        return Integer.parseInt(ready[0]);
    }

    @Override
    public Instant fallDue(int howMany, int firstNumber) {
        Instant when = clock.instant()
                .truncatedTo(ChronoUnit.SECONDS)
                .plus(AHEAD)
                .plus(forEach.multipliedBy(howMany))
                .truncatedTo(ChronoUnit.SECONDS);
        process.tell("due " + howMany + " " + when.toEpochMilli() + " " + firstNumber);
        process.awaits("ok");
        return when;
    }

    @Override
    public long recorded() {
        return database.number(recorded);
    }

    @Override
    public double cpuSeconds() {
        return Cpu.seconds(process.pid());
    }

    @Override
    public void close() {
        process.close();
    }
}
