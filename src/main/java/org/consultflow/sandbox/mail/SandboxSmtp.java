package org.consultflow.sandbox.mail;

import java.io.IOException;

import jakarta.mail.MessagingException;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.util.ServerSetup;
import org.consultflow.sandbox.faults.Faults;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The stand-in for a mail server: GreenMail's SMTP, with our mailbox behind it. Starts before anything is sent, stops last. */
@Component
@ConditionalOnProperty("consultflow.stand-in.mail")
class SandboxSmtp implements SmartLifecycle {

    private static final long LONGEST_START_MILLIS = 10_000;

    private final int port;
    private final Mailbox mailbox;
    private final Faults faults;
    private volatile SmtpServer server;

    SandboxSmtp(@Value("${consultflow.mail.port}") int port, Mailbox mailbox, Faults faults) {
        this.port = port;
        this.mailbox = mailbox;
        this.faults = faults;
    }

    @Override
    public synchronized void start() {
        SmtpServer starting =
                new SmtpServer(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP), new Behind());
        starting.startService();
        try {
            if (!starting.waitTillRunning(LONGEST_START_MILLIS)) {
                throw new IllegalStateException("the stand-in mail server cannot listen on port " + port);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the stand-in mail server started", e);
        }
        server = starting;
    }

    @Override
    public synchronized void stop() {
        server.stopService();
        server = null;
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 100;
    }

    /** GreenMail's own store keeps everything for ever; ours is bounded, so nothing goes there. */
    private final class Behind extends Managers {

        private final SmtpManager manager = new SmtpManager(getImapHostManager(), getUserManager()) {

            @Override
            public String checkRecipient(SmtpState state, MailAddress recipient) {
                return faults.take("email", recipient.getEmail()).isPresent()
                        ? "550 5.1.1 The mailbox does not exist"
                        : null;
            }

            @Override
            public synchronized void send(SmtpState state) {
                MovingMessage message = state.getMessage();
                for (MailAddress recipient : message.getToAddresses()) {
                    try {
                        mailbox.take(recipient.getEmail(), message.getMessage());
                    } catch (MessagingException | IOException e) {
                        // GreenMail answers 451 and logs what is thrown: it must not quote the mail
                        throw new IllegalStateException("the mail cannot be read");
                    }
                }
            }
        };

        @Override
        public SmtpManager getSmtpManager() {
            return manager;
        }
    }
}
