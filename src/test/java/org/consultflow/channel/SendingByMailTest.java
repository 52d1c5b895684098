package org.consultflow.channel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;

import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.consultflow.delivery.Content;
import org.consultflow.delivery.FailureAction;
import org.consultflow.delivery.Outcome;
import org.consultflow.delivery.OutgoingMessage;
import org.consultflow.delivery.ReceiptStatus;
import org.consultflow.delivery.Remedy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

class SendingByMailTest extends ChannelTest {

    private static final String ICS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n";

    @Autowired
    private DefaultJavaMailSender sender;

    @Test
    void aMailIsATreeOfTextHtmlAndCalendarWithTheCalendarAsAFileToo() throws Exception {
        OutgoingMessage message =
                message("email", "patient@example.org", mail(Optional.of(new Content.Calendar("REQUEST", ICS))));

        Outcome outcome = courier.send(message);

        assertThat(outcome).isEqualTo(new Outcome.Accepted(message.messageId().toString(), ReceiptStatus.DELIVERED));
        MimeMessage received = received(1);
        assertThat(tree(received))
                .isEqualTo("multipart/mixed{multipart/alternative{text/plain,text/html,text/calendar},text/calendar}");
        Multipart mixed = (Multipart) received.getContent();
        Multipart alternative = (Multipart) mixed.getBodyPart(0).getContent();
        assertThat(alternative.getBodyPart(0).getContent().toString().strip()).isEqualTo("Su cita es mañana, 9 €");
        assertThat(alternative.getBodyPart(1).getContent().toString().strip()).isEqualTo("<p>Su cita es mañana</p>");
        assertThat(alternative.getBodyPart(2).getContentType()).contains("method=REQUEST");
        Part file = mixed.getBodyPart(1);
        assertThat(file.getDisposition()).isEqualTo(Part.ATTACHMENT);
        assertThat(file.getFileName()).endsWith(".ics");
        assertThat(file.getContentType()).contains("method=REQUEST");
        assertThat(new String(file.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(ICS);
        assertThat(received.getSubject()).isEqualTo("Su cita: mañana");
        assertThat(received.getAllRecipients()).extracting(Object::toString).containsExactly("patient@example.org");
    }

    @Test
    void aCancellationIsSaidInTheCalendarsMethod() throws Exception {
        courier.send(message("email", "patient@example.org", mail(Optional.of(new Content.Calendar("CANCEL", ICS)))));

        Multipart mixed = (Multipart) received(1).getContent();
        assertThat(mixed.getBodyPart(1).getContentType()).contains("method=CANCEL");
    }

    @Test
    void withoutACalendarThereIsTextAndHtmlOnly() throws Exception {
        courier.send(message("email", "patient@example.org", mail(Optional.empty())));

        assertThat(tree(received(1))).isEqualTo("multipart/mixed{multipart/alternative{text/plain,text/html}}");
    }

    @Test
    void theSameMessageKeepsItsMessageIdAndAnotherHasAnother() throws Exception {
        OutgoingMessage message = message("email", "patient@example.org", mail(Optional.empty()));
        courier.send(message);
        courier.send(message);
        courier.send(message("email", "patient@example.org", mail(Optional.empty())));

        received(3);
        List<String> ids = new java.util.ArrayList<>();
        for (MimeMessage mail : ChannelTestApp.MAIL.getReceivedMessages()) {
            ids.add(mail.getMessageID());
        }
        assertThat(ids.get(0)).isEqualTo("<" + message.messageId() + "@consultflow.example>");
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
    }

    @Test
    void nothingOfTheRouteLeaksIntoTheHeadersAndNobodysAutomaticReplyIsAskedFor() throws Exception {
        courier.send(message("email", "patient@example.org", mail(Optional.empty())));

        MimeMessage received = received(1);
        assertThat(Collections.list(received.getAllHeaders()).stream().map(Header::getName))
                .containsExactlyInAnyOrder(
                        "Return-Path",
                        "Received",
                        "Date",
                        "From",
                        "To",
                        "Message-ID",
                        "Subject",
                        "MIME-Version",
                        "Content-Type",
                        "Auto-Submitted",
                        "Content-Language");
        assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void aLineBreakInTheSubjectAddsNoHeader() throws Exception {
        Content content = new Content(
                "confirmation",
                Locale.ENGLISH,
                "Your visit\r\nBcc: x@example.org",
                null,
                "text",
                Optional.empty(),
                List.of());

        courier.send(message("email", "patient@example.org", content));

        assertThat(received(1).getSubject()).isEqualTo("Your visit Bcc: x@example.org");
        assertThat(received(1).getHeader("Bcc")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a b@example.org", "a@example.org, b@example.org", ""})
    void anAddressThatIsNoneIsRefusedBeforeTheServerIsAsked(String address) {
        assertThat(courier.send(message("email", address, mail(Optional.empty()))))
                .isEqualTo(new Outcome.Refused(null, "the e-mail address is not valid", Remedy.NOT_ASKED));
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 no such user patient@example.org, 550, NEXT_CHANNEL",
        "450 4.2.0 greylisted patient@example.org, 450, RETRY"
    })
    void whatTheServerSaysOfTheRecipientDecidesWhatComesNext(String reply, int code, FailureAction action) {
        Outcome outcome = sendTo("RCPT", reply);

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        Outcome.Refused refused = (Outcome.Refused) outcome;
        assertThat(refused.errorCode()).isEqualTo(code);
        assertThat(refused.remedy().action()).isEqualTo(action);
        assertThat(refused.detail()).contains("recipient").doesNotContain("@");
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 553 sender not allowed, NEXT_CHANNEL",
        "DATA, 554 looks like spam, NEXT_CHANNEL",
        "DATA, 451 try later, RETRY"
    })
    void whatTheServerSaysOfTheMailDecidesWhatComesNext(String command, String reply, FailureAction action) {
        Outcome outcome = sendTo(command, reply);

        assertThat(((Outcome.Refused) outcome).remedy().action()).isEqualTo(action);
        assertThat(((Outcome.Refused) outcome).detail()).contains("the mail");
    }

    @Test
    void aServerThatHangsUpOrIsNotThereIsTriedAgainLater() {
        Outcome later = new Outcome.Refused(null, "the mail server did not answer", FailureAction.RETRY);

        assertThat(sendTo("DATA", null)).isEqualTo(later);
        assertThat(sendTo("", null)).isEqualTo(later);
        int port = sender.getPort();
        sender.setPort(1);
        try {
            assertThat(courier.send(message("email", "patient@example.org", mail(Optional.empty()))))
                    .isEqualTo(new Outcome.Refused(null, "the mail server could not be reached", Remedy.UNREACHED));
        } finally {
            sender.setPort(port);
        }
    }

    private Outcome sendTo(String command, String reply) {
        int port = sender.getPort();
        try (FakeMailServer server = new FakeMailServer(command, reply)) {
            sender.setPort(server.port());
            return courier.send(message("email", "patient@example.org", mail(Optional.empty())));
        } finally {
            sender.setPort(port);
        }
    }

    private static Content mail(Optional<Content.Calendar> calendar) {
        return new Content(
                "confirmation",
                Locale.forLanguageTag("es"),
                "Su cita: mañana",
                "<p>Su cita es mañana</p>",
                "Su cita es mañana, 9 €",
                calendar,
                List.of());
    }

    private static MimeMessage received(int count) {
        assertThat(ChannelTestApp.MAIL.waitForIncomingEmail(10_000, count)).isTrue();
        return ChannelTestApp.MAIL.getReceivedMessages()[count - 1];
    }

    private static String tree(Part part) throws MessagingException, IOException {
        String type = part.getContentType()
                .replaceFirst(";.*", "")
                .replaceFirst("(?s)\\s.*", "")
                .toLowerCase(Locale.ROOT);
        if (!(part.getContent() instanceof Multipart parts)) {
            return type;
        }
        StringBuilder tree = new StringBuilder(type).append('{');
        for (int i = 0; i < parts.getCount(); i++) {
            tree.append(i == 0 ? "" : ",").append(tree(parts.getBodyPart(i)));
        }
        return tree.append('}').toString();
    }
}
