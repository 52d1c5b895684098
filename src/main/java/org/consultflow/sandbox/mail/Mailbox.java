package org.consultflow.sandbox.mail;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The newest 2,000 mails that the stand-in took, for whomever. */
@Component
@ConditionalOnProperty("consultflow.stand-in.mail")
public class Mailbox {

    private static final int KEPT = 2000;

    private final Clock serviceClock;
    private final Deque<SandboxMail> mails = new ArrayDeque<>();

    Mailbox(Clock serviceClock) {
        this.serviceClock = serviceClock;
    }

    /** All mails, oldest first. */
    public synchronized List<SandboxMail> all() {
        return new ArrayList<>(mails);
    }

    /** The mails for an address, oldest first. */
    public List<SandboxMail> to(String address) {
        return all().stream()
                .filter(mail -> mail.to().equalsIgnoreCase(address))
                .toList();
    }

    /** A mail by its id. */
    public Optional<SandboxMail> find(UUID id) {
        return all().stream().filter(mail -> mail.id().equals(id)).findFirst();
    }

    /**
     * Takes a mail in.
     *
     * @param recipient from the envelope
     * @throws MessagingException if it is no mail that can be read
     */
    void take(String recipient, MimeMessage message) throws MessagingException, IOException {
        MailParts parts = MailParts.of(message);
        SandboxMail mail = new SandboxMail(
                UUID.randomUUID(),
                recipient,
                from(message),
                message.getMessageID(),
                message.getSubject(),
                parts.html(),
                parts.text(),
                parts.calendar(),
                serviceClock.instant());
        synchronized (this) {
            mails.add(mail);
            if (mails.size() > KEPT) {
                mails.removeFirst();
            }
        }
    }

    private static String from(MimeMessage message) throws MessagingException {
        return message.getFrom() != null && message.getFrom()[0] instanceof InternetAddress address
                ? address.toUnicodeString()
                : null;
    }
}
