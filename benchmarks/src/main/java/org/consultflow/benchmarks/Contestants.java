package org.consultflow.benchmarks;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import org.consultflow.benchmarks.programs.CamundaProgram;
import org.consultflow.benchmarks.programs.DbSchedulerProgram;
import org.consultflow.benchmarks.programs.LimitProgram;

/** Who takes part, by name. */
final class Contestants {

    static final String CONSULTFLOW = "consultflow";
    static final String TWO_NODES = "consultflow-two-nodes";
    static final String REFERENCE = "db-scheduler";
    static final String CAMUNDA = "camunda";
    static final String LIMIT = "limit";
    static final String ALL = LIMIT + "," + REFERENCE + "," + CAMUNDA + "," + CONSULTFLOW;
    /** These insert thousands a second. */
    private static final Duration IN_ONE_GO = Duration.ofMillis(1);

    private static final String OUTCOMES = "select count(*) from outcome";

    private Contestants() {}

    static Contestant start(String name, Database database, FarEnd farEnd, Path directory, Clock clock) {
        return switch (name) {
            case CONSULTFLOW -> new ConsultFlow(1, database, farEnd, directory, clock);
            case TWO_NODES -> new ConsultFlow(2, database, farEnd, directory, clock);
            case REFERENCE ->
                new SmallProgram(DbSchedulerProgram.class, IN_ONE_GO, OUTCOMES, database, farEnd, directory, clock);
            // 500 instances a second or more: half of that is safe
            case CAMUNDA ->
                new SmallProgram(
                        CamundaProgram.class, Duration.ofMillis(4), OUTCOMES, database, farEnd, directory, clock);
            case LIMIT ->
                new SmallProgram(
                        LimitProgram.class,
                        IN_ONE_GO,
                        "select count(*) from reminder where state = 'SENT'",
                        database,
                        farEnd,
                        directory,
                        clock);
            default -> throw new IllegalArgumentException("nobody is called " + name + "; there are " + ALL);
        };
    }
}
