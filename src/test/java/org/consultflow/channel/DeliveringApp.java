package org.consultflow.channel;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import org.consultflow.delivery.Content;
import org.consultflow.delivery.Correspondence;
import org.consultflow.delivery.LastResort;
import org.consultflow.delivery.NoticeKey;
import org.consultflow.delivery.ProviderChecks;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.reply.InboundMessage;
import org.consultflow.reply.Replies;
import org.consultflow.support.TestDatabase;
import org.consultflow.video.RecordingEvents;
import org.consultflow.video.RoomEvents;
import org.consultflow.voice.CallEvents;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The rooms channel and delivery together, running by themselves: what a provider is given, and how often. */
@EnableAutoConfiguration(
        excludeName = {
            "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration",
            "org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration",
            "org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration"
        })
@EnableScheduling
@ConfigurationPropertiesScan("org.consultflow.delivery")
@ComponentScan(
        basePackages = {
            "org.consultflow.channel",
            "org.consultflow.delivery",
            "org.consultflow.people",
            "org.consultflow.crypto",
            "org.consultflow.time"
        },
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = {
                            "org\\.consultflow\\.channel\\.words\\..*",
                            // the test database has its migrations already
                            "org\\.consultflow\\.people\\.CarryConsentOver",
                            // the delivery room's own tests
                            "org\\.consultflow\\.delivery\\.DeliveryContext.*"
                        }))
class DeliveringApp {

    @Bean
    DataSource dataSource() {
        return TestDatabase.fresh();
    }

    @Bean
    Clinic clinic() {
        return new Clinic();
    }

    /** What stands around the two rooms: everybody may be written to, and the calls are kept. */
    static class Clinic
            implements Correspondence,
                    Correspondence.Dossier,
                    LastResort,
                    ProviderChecks,
                    RoomEvents,
                    RecordingEvents,
                    CallEvents,
                    Replies {
        final List<String> checks = new CopyOnWriteArrayList<>();
        final List<String> phoneCalls = new CopyOnWriteArrayList<>();

        @Override
        public Dossier about(Collection<NoticeKey> notices) {
            return this;
        }

        @Override
        public Dossier hold(Collection<NoticeKey> notices) {
            return this;
        }

        @Override
        public boolean knows(NoticeKey notice) {
            return true;
        }

        @Override
        public String words(NoticeKey notice, String channel) {
            return null;
        }

        @Override
        public UUID provider(NoticeKey notice) {
            return null;
        }

        @Override
        public Clearance clear(NoticeKey notice, String channel) {
            return new Clear(ChannelTest.NUMBER, notice.consultationId().toString());
        }

        @Override
        public Optional<WholeChain> overtaken(NoticeKey notice) {
            return Optional.empty();
        }

        @Override
        public Content compose(NoticeKey notice, String channel) {
            return ChannelTest.text(notice.kind(), "Your visit is at 09:00 & ends at 10:00, " + Locale.ENGLISH);
        }

        @Override
        public void optedOut(String channel, String address, String source) {
            throw new AssertionError("nobody said stop");
        }

        @Override
        public void askForCall(UUID noticeId, NoticeKey notice, String reason, Instant dueBy) {
            phoneCalls.add(reason);
        }

        @Override
        public void callNotNeeded(UUID noticeId) {
            phoneCalls.add("not needed");
        }

        @Override
        public void callMade(UUID noticeId) {
            phoneCalls.add("made");
        }

        @Override
        public void ask(String provider, String channel, Integer errorCode, String reason, boolean circuitOpen) {
            checks.add(provider + " " + reason);
        }

        @Override
        public void notNeeded(String provider) {
            checks.add(provider + " works again");
        }

        @Override
        public void participantJoined(String roomSid, String identity, Instant at) {
            throw new AssertionError("no room here");
        }

        @Override
        public void participantLeft(String roomSid, String identity, Instant at) {
            throw new AssertionError("no room here");
        }

        @Override
        public void roomEnded(String roomSid, Instant at) {
            throw new AssertionError("no room here");
        }

        @Override
        public Optional<Connection> answered(UUID leg, String sid, boolean human) {
            throw new AssertionError("no call here");
        }

        @Override
        public void ended(UUID leg, String sid, End end, Integer code) {
            throw new AssertionError("no call here");
        }

        @Override
        public void told(News news) {
            // nothing is recorded here
        }

        @Override
        public void told(String roomSid, int number, boolean endsRoom) {
            throw new AssertionError("no room here");
        }

        @Override
        public Optional<String> receive(InboundMessage message) {
            return Optional.empty();
        }
    }
}
