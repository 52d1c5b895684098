package org.consultflow.benchmarks;

import java.time.Clock;
import java.util.List;

/** Runs what is asked for and prints tables; see benchmarks/README.md. */
public final class Benchmarks {

    static final String ALL = "burst,burst-50ms";
    static final String SHORT = "burst";

    private Benchmarks() {}

    /** @param args see {@link Options} */
    public static void main(String[] args) {
        Options options = Options.of(args);
        Clock clock = Clock.systemUTC();
        for (String what : options.what()) {
            List<String> lines =
                    switch (what) {
                        case "burst" -> new Bursts(options, clock).atOnce();
                        case "burst-50ms" -> new Bursts(options, clock).after50ms();
                        default ->
                            throw new IllegalArgumentException("nothing is called " + what + "; there are " + ALL);
                    };
            System.out.println();
            lines.forEach(System.out::println);
        }
        System.exit(0);
    }
}
