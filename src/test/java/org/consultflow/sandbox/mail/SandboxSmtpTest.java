package org.consultflow.sandbox.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;

import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.sandbox.faults.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SandboxSmtpTest {

    private static final Instant PATIENTS_TIME = Instant.parse("2026-03-08T10:00:00Z");
    private static final String PATIENT = "patient.7@example.com";
    private static final String ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Consultación\r\nEND:VCALENDAR\r\n";

    private final Faults faults = new Faults();
    private final Mailbox mailbox = new Mailbox(Clock.fixed(PATIENTS_TIME, ZoneOffset.UTC));
    private SandboxSmtp smtp;
    private Session session;

    @BeforeEach
    void start() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        smtp = new SandboxSmtp(port, mailbox, faults);
        smtp.start();
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        session = Session.getInstance(properties);
    }

    @AfterEach
    void stop() {
        smtp.stop();
    }

    private MimeMessage aMail(String to) throws MessagingException, IOException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("clinic@consultflow.example"));
        message.setRecipients(Message.RecipientType.TO, to);
        message.setSubject("Recordatorio: mañana", "UTF-8");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Hasta mañana", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText("<p>Hasta mañana</p>", "ISO-8859-1", "html");
        MimeBodyPart calendar = new MimeBodyPart();
        calendar.setDataHandler(new jakarta.activation.DataHandler(
                new ByteArrayDataSource(ICS.getBytes("UTF-8"), "text/calendar; charset=UTF-8; method=REQUEST")));
        MimeBodyPart alternatives = new MimeBodyPart();
        alternatives.setContent(new MimeMultipart("alternative", text, html));
        message.setContent(new MimeMultipart("mixed", alternatives, calendar));
        return message;
    }

    @Test
    void a_mail_for_anybody_is_taken_apart_into_what_its_reader_sees() throws Exception {
        Transport.send(aMail(PATIENT));

        assertThat(mailbox.to(PATIENT)).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Recordatorio: mañana");
            assertThat(mail.text()).isEqualToIgnoringNewLines("Hasta mañana");
            assertThat(mail.html()).isEqualToIgnoringNewLines("<p>Hasta mañana</p>");
            assertThat(mail.calendar()).isEqualTo(ICS);
            assertThat(mail.from()).isEqualTo("clinic@consultflow.example");
            assertThat(mail.messageId()).isNotBlank();
            assertThat(mail.at()).isEqualTo(PATIENTS_TIME);
            assertThat(mailbox.find(mail.id())).contains(mail);
        });
    }

    @Test
    void mails_stay_in_the_order_in_which_they_came() throws Exception {
        Transport.send(aMail(PATIENT));
        Transport.send(aMail("other@example.com"));

        assertThat(mailbox.all()).extracting(SandboxMail::to).containsExactly(PATIENT, "other@example.com");
    }

    @Test
    void a_refused_recipient_is_answered_550_once() throws Exception {
        faults.add("email", FaultKind.REFUSED, 1, PATIENT);

        assertThatThrownBy(() -> Transport.send(aMail(PATIENT)))
                .isInstanceOf(SendFailedException.class)
                .hasStackTraceContaining("550");
        assertThat(mailbox.all()).isEmpty();
        Transport.send(aMail(PATIENT));

        assertThat(mailbox.all()).hasSize(1);
    }
}
