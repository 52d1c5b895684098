package org.consultflow.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import jakarta.mail.MessagingException;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.util.ServerSetup;

/**
 * A real SMTP server that notes what it took, and can be stopped and started again. Now and then it asks to come back
 * later, or takes a mail and then says that it did not.
 */
final class MailServer implements AutoCloseable {

    private final int port = Ports.free();
    private final Dice dice;
    private final List<Mail> mails = new ArrayList<>();
    private final Map<String, Integer> counted = new TreeMap<>();
    private volatile boolean mended;
    private SmtpServer server;

    MailServer(long seed) {
        dice = new Dice(seed);
        start();
    }

    /** A mail that was taken. */
    record Mail(String to, String messageId, String subject) {}

    synchronized void start() {
        server = new SmtpServer(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP), new Noting());
        server.startService();
        try {
            if (!server.waitTillRunning(TimeUnit.SECONDS.toMillis(30))) {
                throw new IllegalStateException("the mail server does not start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    synchronized void stop() {
        server.stopService();
    }

    int port() {
        return port;
    }

    List<Mail> mails() {
        synchronized (mails) {
            return new ArrayList<>(mails);
        }
    }

    int taken() {
        synchronized (mails) {
            return mails.size();
        }
    }

    Map<String, Integer> counted() {
        synchronized (mails) {
            return new TreeMap<>(counted);
        }
    }

    void mend() {
        mended = true;
    }

    private void note(MovingMessage message) throws MessagingException {
        synchronized (mails) {
            for (MailAddress to : message.getToAddresses()) {
                mails.add(new Mail(
                        to.getEmail(),
                        message.getMessage().getMessageID(),
                        message.getMessage().getSubject()));
            }
        }
    }

    private boolean chance(String what, String address, int percent) {
        boolean happens = !mended && dice.percent(what + address) < percent;
        if (happens) {
            synchronized (mails) {
                counted.merge(what, 1, Integer::sum);
            }
        }
        return happens;
    }

    private final class Noting extends Managers {

        private final SmtpManager manager = new SmtpManager(getImapHostManager(), getUserManager()) {

            @Override
            public String checkRecipient(SmtpState state, MailAddress recipient) {
                return chance("451 before it was taken", recipient.getEmail(), 5) ? "451 4.3.0 Try again later" : null;
            }

            @Override
            public void send(SmtpState state) {
                try {
                    note(state.getMessage());
                } catch (MessagingException e) {
                    throw new IllegalStateException(e);
                }
                if (chance(
                        "451 after it was taken",
                        state.getMessage().getToAddresses().iterator().next().getEmail(),
                        3)) {
                    throw new IllegalStateException("as asked for");
                }
            }
        };

        @Override
        public SmtpManager getSmtpManager() {
            return manager;
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
