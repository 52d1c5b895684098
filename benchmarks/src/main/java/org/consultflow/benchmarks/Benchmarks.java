package org.consultflow.benchmarks;

import java.time.Clock;
import java.util.List;

/** Runs what is asked for and prints tables; see benchmarks/README.md. */
public final class Benchmarks {

    /** Without soak, which takes an hour. */
    static final String ALL = "burst,burst-waiting,quiet,bookings,receipts,two-nodes,start,life,sessions";

    static final String SHORT = "burst,bookings,sessions";

    private Benchmarks() {}

    /** @param args see {@link Options} */
    public static void main(String[] args) {
        Options options = Options.of(args);
        Clock clock = Clock.systemUTC();
        for (String what : options.what()) {
            List<String> lines =
                    switch (what) {
                        case "burst" -> new Bursts(options, clock).alone();
                        case "burst-waiting" -> new Bursts(options, clock).amongWaitingTimers();
                        case "two-nodes" -> new Bursts(options, clock).twoNodes();
                        case "quiet" -> new Quiet(options, clock).table();
                        case "bookings" -> new BookingRates(options, clock).table();
                        case "receipts" -> new ReceiptRates(options, clock).table();
                        case "start" -> new Starts(options, clock).table();
                        case "life" -> new Life(options, clock).table();
                        case "soak" -> new Soak(options, clock).table();
                        case "sessions" -> new Sessions(options, clock).table();
                        default ->
                            throw new IllegalArgumentException(
                                    "nothing is called " + what + "; there are " + ALL + ",soak");
                    };
            System.out.println();
            lines.forEach(System.out::println);
        }
        System.exit(0);
    }
}
