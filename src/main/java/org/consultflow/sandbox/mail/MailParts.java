package org.consultflow.sandbox.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;

/** What a reader sees of a MIME message: the first HTML, text and calendar part, wherever they stand. */
final class MailParts {

    private String html;
    private String text;
    private String calendar;

    private MailParts() {}

    static MailParts of(Part message) throws MessagingException, IOException {
        MailParts parts = new MailParts();
        parts.collect(message);
        return parts;
    }

    private void collect(Part part) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*")) {
            Multipart multipart = (Multipart) part.getContent();
            for (int i = 0; i < multipart.getCount(); i++) {
                collect(multipart.getBodyPart(i));
            }
        } else if (part.isMimeType("text/calendar")) {
            calendar = calendar == null ? read(part) : calendar;
        } else if (part.isMimeType("text/html")) {
            html = html == null ? read(part) : html;
        } else if (part.isMimeType("text/plain")) {
            text = text == null ? read(part) : text;
        }
    }

    // read as bytes: the content handlers of a calendar part differ from machine to machine
    private static String read(Part part) throws MessagingException, IOException {
        String named = new ContentType(part.getContentType()).getParameter("charset");
        Charset charset = named == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(named));
        try (InputStream in = part.getInputStream()) {
            return new String(in.readAllBytes(), charset);
        }
    }

    String html() {
        return html;
    }

    String text() {
        return text;
    }

    String calendar() {
        return calendar;
    }
}
