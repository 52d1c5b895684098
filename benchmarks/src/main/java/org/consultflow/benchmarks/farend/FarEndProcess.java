package org.consultflow.benchmarks.farend;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;

/** Twilio and the mail server, in a process of their own. Ends when its standard input does. */
public final class FarEndProcess {

    private FarEndProcess() {}

    /** Prints the ports of both on one line. */
    public static void main(String[] args) throws IOException {
        FakeTwilio twilio = new FakeTwilio(Clock.systemUTC());
        FakeSmtp smtp = new FakeSmtp();
        Thread waits = new Thread(() -> endWith(System.in));
        waits.setDaemon(true);
        waits.start();
        System.out.println("ready " + twilio.port() + " " + smtp.port());
        twilio.serve();
    }

    private static void endWith(InputStream in) {
        try {
            while (in.read() >= 0) {}
        } catch (IOException gone) {
            System.exit(1);
        }
        System.exit(0);
    }
}
