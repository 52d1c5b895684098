package org.consultflow.channel;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.consultflow.delivery.Receipt;
import org.consultflow.delivery.Receipts;
import org.consultflow.people.People;
import org.consultflow.reply.InboundMessage;
import org.consultflow.reply.Replies;
import org.consultflow.support.StatementCounter;
import org.consultflow.video.RecordingEvents;
import org.consultflow.video.RoomEvents;
import org.consultflow.voice.CallEvents;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * This room: Camel with the real routes, the webhooks, delivery and people on the real PostgreSQL; Twilio and SMTP on loopback. No
 * {@code @Configuration}, so that the whole service, when a test starts it, does not find this class.
 */
@EnableAutoConfiguration(
        excludeName = {
            "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration",
            "org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration",
            "org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration"
        })
@ConfigurationPropertiesScan("org.consultflow.delivery")
@ComponentScan(
        basePackages = {
            "org.consultflow.channel",
            "org.consultflow.delivery",
            "org.consultflow.people",
            "org.consultflow.crypto",
            "org.consultflow.time"
        },
        excludeFilters = {
            @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = TestConfiguration.class),
            @ComponentScan.Filter(type = FilterType.REGEX, pattern = "org\\.consultflow\\.channel\\.words\\..*")
        })
@ComponentScan(
        basePackages = "org.consultflow.consultation",
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.ProblemDetails"))
class ChannelTestApp {

    static final String ACCOUNT = "AC00000000000000000000000000000001";
    static final String AUTH_TOKEN = "test-auth-token";
    static final String PUBLIC_URL = "https://clinic.example";
    static final String CONTENT_SID = "HX00000000000000000000000000000001";

    static final FakeTwilio TWILIO = new FakeTwilio();
    static final GreenMail MAIL = mailServer();

    private static GreenMail mailServer() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    static void settings(DynamicPropertyRegistry registry) {
        registry.add("consultflow.public-url", () -> PUBLIC_URL);
        registry.add("consultflow.twilio.account-sid", () -> ACCOUNT);
        registry.add("consultflow.twilio.auth-token", () -> AUTH_TOKEN);
        registry.add("consultflow.twilio.whatsapp-from", () -> "+15005550006");
        registry.add("consultflow.twilio.phone-number", () -> "+15005550007");
        registry.add("consultflow.twilio.api-url", TWILIO::url);
        registry.add("consultflow.twilio.video-url", TWILIO::url);
        registry.add("consultflow.twilio.read-timeout", () -> "5s");
        registry.add("consultflow.twilio.content-sids.confirmation.en", () -> CONTENT_SID);
        registry.add("consultflow.mail.host", () -> "127.0.0.1");
        registry.add("consultflow.mail.port", () -> MAIL.getSmtp().getPort());
        registry.add("consultflow.mail.use-tls", () -> false);
        registry.add("consultflow.mail.from", () -> "Example Clinic <clinic@consultflow.example>");
        registry.add("consultflow.mail.timeout", () -> "10s");
    }

    @Bean(destroyMethod = "close")
    EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder().start();
    }

    @Bean
    DataSource dataSource(EmbeddedPostgres postgres) {
        return postgres.getPostgresDatabase();
    }

    @Bean
    static StatementCounter counter() {
        return new StatementCounter();
    }

    @Bean
    @Primary
    Heard heard(@Lazy @Qualifier("receiptDesk") Receipts ledger) {
        return new Heard(ledger);
    }

    /** Nobody is written to about a consultation here. */
    @Bean
    NoConsultations noConsultations(People people) {
        return new NoConsultations(people);
    }

    /** What the webhooks handed on. */
    static class Heard implements Receipts, RoomEvents, RecordingEvents, CallEvents, Replies {
        final List<News> recordings = new CopyOnWriteArrayList<>();
        final List<InboundMessage> messages = new CopyOnWriteArrayList<>();
        final List<String> calls = new CopyOnWriteArrayList<>();
        volatile Connection connection;
        volatile String answer;
        volatile boolean busy;
        final List<Receipt> receipts = new CopyOnWriteArrayList<>();
        final List<String> rooms = new CopyOnWriteArrayList<>();
        private final Receipts ledger;

        Heard(Receipts ledger) {
            this.ledger = ledger;
        }

        @Override
        public boolean record(Receipt receipt) {
            if (busy) {
                throw new BusyException();
            }
            receipts.add(receipt);
            ledger.record(receipt);
            return true;
        }

        @Override
        public Optional<String> receive(InboundMessage message) {
            messages.add(message);
            return Optional.ofNullable(answer);
        }

        @Override
        public void participantJoined(String roomSid, String identity, java.time.Instant at) {
            rooms.add(roomSid + " joined " + identity + " " + at);
        }

        @Override
        public void participantLeft(String roomSid, String identity, java.time.Instant at) {
            rooms.add(roomSid + " left " + identity + " " + at);
        }

        @Override
        public void roomEnded(String roomSid, java.time.Instant at) {
            rooms.add(roomSid + " ended " + at);
        }

        @Override
        public void told(News news) {
            recordings.add(news);
        }

        @Override
        public void told(String roomSid, int number, boolean endsRoom) {
            rooms.add(roomSid + " told " + number + (endsRoom ? ", its end" : ""));
        }

        @Override
        public Optional<Connection> answered(UUID leg, String sid, boolean human) {
            calls.add(leg + " " + sid + (human ? " answered" : " answered by a machine"));
            return human ? Optional.ofNullable(connection) : Optional.empty();
        }

        @Override
        public void ended(UUID leg, String sid, End end, Integer code) {
            calls.add(leg + " " + sid + " " + end + (code == null ? "" : " " + code));
        }
    }
}
