package org.consultflow.reply;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import jakarta.validation.Validation;
import jakarta.validation.Validator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationProcess;
import org.consultflow.consultation.ConsultationProgress;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.SessionEvidence;
import org.consultflow.crypto.Vault;
import org.consultflow.delivery.Arrivals;
import org.consultflow.delivery.SentMessages;
import org.consultflow.notification.Questions;
import org.consultflow.support.MovableClock;
import org.consultflow.support.TestDatabase;
import org.consultflow.time.RealTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** The room with the real consultations, people and PostgreSQL; the engine's side is written down. */
@TestConfiguration
@EnableTransactionManagement(proxyTargetClass = true)
@ComponentScan(
        basePackages = {"org.consultflow.reply", "org.consultflow.people", "org.consultflow.consultation"},
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Controller|Context)"))
@Import(SentMessages.class)
class ReplyContext {

    static final Instant NOW = Instant.parse("2026-11-30T22:00:00Z");

    @Bean
    DataSource dataSource() {
        return TestDatabase.fresh();
    }

    @Bean
    JdbcClient jdbcClient(DataSource source) {
        return JdbcClient.create(source);
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource source) {
        return new DataSourceTransactionManager(source);
    }

    @Bean
    @Primary
    MovableClock clock() {
        return new MovableClock(NOW);
    }

    @Bean
    @RealTime
    MovableClock realTime() {
        return new MovableClock(NOW);
    }

    @Bean
    Vault vault() {
        return new Vault(Base64.getEncoder().encodeToString(new byte[32]));
    }

    @Bean
    ObjectMapper json() {
        return JsonMapper.builder().findAndAddModules().build();
    }

    @Bean
    Validator validator() {
        return Validation.buildDefaultValidatorFactory().getValidator();
    }

    @Bean
    ReplySettings settings() {
        return DeliveredSettings.read();
    }

    @Bean
    HeardFrom arrivals() {
        return new HeardFrom();
    }

    @Bean
    Questions questions() {
        return kind -> !kind.equals("reminder-15min");
    }

    @Bean
    SessionEvidence evidence() {
        return consultation -> ConsultationStatus.UNKNOWN;
    }

    @Bean
    Engine engine(ObjectProvider<ConsultationProgress> progress) {
        return new Engine(progress);
    }

    /** What the processes would do, and what they were asked for. */
    static class Engine implements ConsultationProcess, PatientReplyProcess {

        final List<String> told = new ArrayList<>();
        final List<Asked> asked = new ArrayList<>();
        private final ObjectProvider<ConsultationProgress> progress;
        private RuntimeException broken;

        Engine(ObjectProvider<ConsultationProgress> progress) {
            this.progress = progress;
        }

        record Asked(UUID replyId, UUID consultationId, String reason, Instant dueBy) {}

        void breaks(boolean broken) {
            failsWith(broken ? new IllegalStateException("the engine is away") : null);
        }

        void failsWith(RuntimeException broken) {
            this.broken = broken;
        }

        @Override
        public void ask(UUID replyId, UUID consultationId, String reason, Instant dueBy) {
            if (broken != null) {
                throw broken;
            }
            if (asked.stream().noneMatch(it -> it.replyId().equals(replyId))) {
                asked.add(new Asked(replyId, consultationId, reason, dueBy));
            }
        }

        @Override
        public void start(Consultation booked) {
            progress.getObject().confirm(booked.id());
        }

        @Override
        public void patientConfirmed(Consultation consultation, String via) {
            told.add("confirmed by " + via);
            progress.getObject().recordAttendance(consultation.id(), via);
        }

        @Override
        public void cancelled(Consultation consultation) {
            told.add("cancelled by " + consultation.cancelledBy().word());
        }

        @Override
        public void rescheduled(Consultation consultation) {
            told.add("rescheduled");
        }

        @Override
        public void accepted(Consultation consultation) {
            told.add("accepted");
        }

        @Override
        public void declined(Consultation consultation) {
            told.add("declined");
        }

        @Override
        public void paid(Consultation consultation) {
            told.add("paid");
        }

        @Override
        public void sessionEnded(Consultation consultation) {
            told.add("ended");
        }
    }

    /** The numbers that something came from, by channel. */
    static class HeardFrom implements Arrivals {
        final List<String> channels = new CopyOnWriteArrayList<>();

        @Override
        public void heardFrom(String channel, String addressKey) {
            channels.add(channel);
        }
    }
}
