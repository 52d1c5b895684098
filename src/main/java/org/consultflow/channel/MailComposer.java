package org.consultflow.channel;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.UUID;

import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;

import org.apache.camel.Body;
import org.consultflow.delivery.Content;
import org.consultflow.delivery.OutgoingMessage;

/**
 * Builds the mail: {@code mixed{alternative{text, html, calendar}, ics}}. The calendar stands in the alternative, where mail
 * programs look for an invitation (RFC 6047), and as a file, for those that only open files.
 */
class MailComposer {

    private final Session session;
    private final MailSettings settings;
    private final Clock realTime;

    MailComposer(Session session, MailSettings settings, Clock realTime) {
        this.session = session;
        this.settings = settings;
        this.realTime = realTime;
    }

    /**
     * @return the mail; the same message gets the same Message-ID, however often it is composed
     * @throws MessageNotFormedException if the address is none
     */
    public MimeMessage compose(@Body OutgoingMessage message) throws MessagingException {
        InternetAddress from = new InternetAddress(settings.from(), true);
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(from);
        mail.setRecipient(Message.RecipientType.TO, recipient(message.address()));
        mail.setSubject(oneLine(message.content().subject()), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(realTime.instant()));
        mail.setHeader("Message-ID", messageId(message.messageId(), from));
        // RFC 3834: nobody's out-of-office reply is wanted
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("Content-Language", message.content().locale().toLanguageTag());
        mail.setContent(mixed(message.content()));
        mail.saveChanges();
        mail.setHeader("Message-ID", messageId(message.messageId(), from));
        return mail;
    }

    private static String messageId(UUID message, InternetAddress from) {
        String address = from.getAddress();
        return "<" + message + "@" + address.substring(address.indexOf('@') + 1) + ">";
    }

    private static InternetAddress recipient(String address) {
        try {
            InternetAddress recipient = new InternetAddress(address, true);
            recipient.validate();
            return recipient;
        } catch (AddressException quotesTheAddress) {
            throw new MessageNotFormedException("the e-mail address is not valid");
        }
    }

    private static String oneLine(String subject) {
        if (subject == null || subject.isBlank()) {
            throw new MessageNotFormedException("the mail has no subject");
        }
        return subject.strip().replaceAll("\\s+", " ");
    }

    private static MimeMultipart mixed(Content content) throws MessagingException {
        MimeMultipart alternative = new MimeMultipart("alternative");
        alternative.addBodyPart(text(content.text(), "text/plain"));
        if (content.html() != null) {
            alternative.addBodyPart(text(content.html(), "text/html"));
        }
        MimeBodyPart readable = new MimeBodyPart();
        MimeMultipart mixed = new MimeMultipart("mixed");
        mixed.addBodyPart(readable);
        if (content.calendar().isPresent()) {
            Content.Calendar calendar = content.calendar().get();
            alternative.addBodyPart(calendar(calendar));
            MimeBodyPart file = calendar(calendar);
            file.setFileName("consultation.ics");
            file.setDisposition(BodyPart.ATTACHMENT);
            mixed.addBodyPart(file);
        }
        readable.setContent(alternative);
        return mixed;
    }

    private static MimeBodyPart text(String text, String type) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(text, type + "; charset=UTF-8");
        return part;
    }

    private static MimeBodyPart calendar(Content.Calendar calendar) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(
                calendar.ics().getBytes(StandardCharsets.UTF_8),
                "text/calendar; charset=UTF-8; method=" + calendar.method())));
        return part;
    }
}
