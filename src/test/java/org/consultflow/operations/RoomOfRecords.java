package org.consultflow.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.consultflow.crypto.Vault;
import org.consultflow.people.People;
import org.consultflow.people.PersonDetails;
import org.consultflow.people.Role;
import org.consultflow.support.MovableClock;
import org.consultflow.support.TestDatabase;
import org.consultflow.time.RealTime;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything that holds something of a person, on a real database, and what a visit leaves behind in it. */
@TestConfiguration(proxyBeanMethods = false)
@EnableTransactionManagement
@ComponentScan(
        basePackages = "org.consultflow",
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = {
                            "org\\.consultflow\\.people\\.(People|.*Store|ContactErasure|PersonFile)",
                            "org\\.consultflow\\.consultation\\.(ConsultationStore|ConsultationHistoryService|PastVisits|VisitFile)",
                            "org\\.consultflow\\.delivery\\.(Recipients|MessageFile)",
                            "org\\.consultflow\\.reply\\.(ReplyErasure|ReplyFile|AnswerFile)",
                            "org\\.consultflow\\.video\\.(VideoConfiguration|VisitErasure|CallFile|Recording(s|Consents|File|Deletion))",
                            "org\\.consultflow\\.voice\\.PhoneFile",
                            "org\\.consultflow\\.audit\\.HashChain",
                            "org\\.consultflow\\.operations\\.retention\\.RetentionBatch",
                            "org\\.consultflow\\.operations\\.privacy\\.PersonFiles"
                        }))
public class RoomOfRecords {

    /** When the service stands in these tests. */
    public static final Instant NOW = Instant.parse("2027-06-01T00:00:00Z");

    @Bean
    DataSource dataSource() {
        return TestDatabase.fresh();
    }

    @Bean
    JdbcClient jdbc(DataSource source) {
        return JdbcClient.create(source);
    }

    @Bean
    PlatformTransactionManager transactions(DataSource source) {
        return new DataSourceTransactionManager(source);
    }

    @Bean
    TransactionTemplate transaction(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    @Bean
    Vault vault() {
        return new Vault("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    }

    @Bean
    ObjectMapper json() {
        return new ObjectMapper().findAndRegisterModules();
    }

    @Bean
    @Primary
    MovableClock clock() {
        return new MovableClock(NOW);
    }

    @Bean
    @RealTime
    Clock realTime() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Bean
    Records records(JdbcClient jdbc, People people, Vault vault, MovableClock clock) {
        return new Records(jdbc, people, vault, clock);
    }

    /** Writes what the service writes in the course of a visit. */
    public static class Records {

        private final JdbcClient jdbc;
        private final People people;
        private final Vault vault;
        private final MovableClock clock;

        Records(JdbcClient jdbc, People people, Vault vault, MovableClock clock) {
            this.jdbc = jdbc;
            this.people = people;
            this.vault = vault;
            this.clock = clock;
        }

        /** Somebody whose every detail begins with the reference's name, so that it can be looked for. */
        public UUID booked(Role role, String reference) {
            return people.register(
                    role,
                    new PersonDetails(
                            reference,
                            "Name-of-" + reference,
                            reference + "@mail.example",
                            phone(reference),
                            Locale.ENGLISH,
                            Set.of("email", "sms"),
                            false,
                            null));
        }

        public static String phone(String reference) {
            return "+6149157" + String.format("%04d", Math.floorMod(reference.hashCode(), 10_000));
        }

        /**
         * A visit that began so many days ago, with all that it leaves: texts, a message to both, an answer by SMS, a chat. It
         * was booked the day before.
         */
        public UUID visit(String patient, String provider, int daysAgo, String status) {
            Instant start = NOW.minus(Duration.ofDays(daysAgo));
            clock.set(start.minus(Duration.ofDays(1)));
            UUID id = UUID.randomUUID();
            jdbc.sql(
                            """
                            insert into consultation (id, type, status, start_at, time_zone, duration_minutes,
                                schedule_revision, patient_id, provider_id, location_sealed, reason_sealed,
                                requires_acceptance, booked_at)
                            values (:id, 'video', :status, :start, 'UTC', 50, 1, :patient, :provider, :place, :why, false,
                                :start)""")
                    .param("id", id)
                    .param("status", status)
                    .param("start", start.atOffset(ZoneOffset.UTC))
                    .param("patient", booked(Role.PATIENT, patient))
                    .param("provider", booked(Role.PROVIDER, provider))
                    .param("place", vault.seal("place of " + patient))
                    .param("why", vault.seal("reason of " + patient))
                    .update();
            sent(id, "patient", phone(patient));
            sent(id, "provider", phone(provider));
            answered(phone(patient), "text of " + patient, start);
            chatted(id, "chat of " + patient, start);
            clock.set(NOW);
            return id;
        }

        private void sent(UUID consultation, String audience, String to) {
            UUID notice = UUID.randomUUID();
            jdbc.sql(
                            """
                            insert into notice (id, consultation_id, kind, schedule_revision, audience, state, requested_at,
                                due_at, deadline, call_if_unreached)
                            values (:id, :consultation, 'reminder-1h', 1, :audience, 'REACHED', now(), now(), now(), false)""")
                    .param("id", notice)
                    .param("consultation", consultation)
                    .param("audience", audience)
                    .update();
            jdbc.sql(
                            """
                            insert into delivery (id, notice_id, consultation_id, audience, chain, position, channel, state,
                                due_at, deadline, kind, requested_at)
                            values (:id, :id, :consultation, :audience, 0, 0, 'sms', 'DELIVERED', now(), now(),
                                'reminder-1h', now())""")
                    .param("id", notice)
                    .param("consultation", consultation)
                    .param("audience", audience)
                    .update();
            jdbc.sql(
                            """
                            insert into attempt (id, delivery_id, number, state, provider, askable, sender, recipient_key,
                                recipient_sealed, claimed_at, started_at, lease_until, price, price_unit)
                            values (:id, :id, 1, 'ACCEPTED', 'sms', true, 'us', :key, :to, now(), now(), now(), 0.05, 'USD')""")
                    .param("id", notice)
                    .param("key", people.addressKey(to))
                    .param("to", vault.seal(to))
                    .update();
        }

        private void answered(String from, String text, Instant at) {
            UUID item = UUID.randomUUID();
            jdbc.sql(
                            """
                            insert into inbox_item (id, channel, address_key, address_sealed, reason, opened_at, due_at, done_at)
                            values (:id, 'sms', :key, :from, 'free-text', :at, :at, :at)""")
                    .param("id", item)
                    .param("key", people.addressKey(from))
                    .param("from", vault.seal(from))
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .update();
            jdbc.sql(
                            """
                            insert into inbound_message (id, provider_id, channel, address_key, address_sealed, text_sealed,
                                media, meaning, answer_sealed, outcome, inbox_item_id, received_at, stored_at)
                            values (:id, :provider, 'sms', :key, :from, :text, 0, 'free-text', :answer, 'inbox', :id, :at, :at)""")
                    .param("id", item)
                    .param("provider", item.toString())
                    .param("key", people.addressKey(from))
                    .param("from", vault.seal(from))
                    .param("text", vault.seal(text))
                    .param("answer", vault.seal("answer to " + text))
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .update();
        }

        private void chatted(UUID consultation, String text, Instant at) {
            jdbc.sql(
                            """
                            insert into chat_line (consultation_id, number, participant, line_key, text_sealed, written_at)
                            values (:id, 1, 'patient', :id, :text, :at)""")
                    .param("id", consultation)
                    .param("text", vault.seal(text))
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }
}
