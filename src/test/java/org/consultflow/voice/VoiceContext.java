package org.consultflow.voice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.validation.Validation;
import jakarta.validation.Validator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.consultflow.audit.AuditForTests;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationProcess;
import org.consultflow.consultation.ConsultationProgress;
import org.consultflow.crypto.Vault;
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
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The room with the real consultations, people and PostgreSQL; the phones are the test's. */
@TestConfiguration
@EnableTransactionManagement(proxyTargetClass = true)
@ComponentScan(
        basePackages = {"org.consultflow.voice", "org.consultflow.people", "org.consultflow.consultation"},
        excludeFilters =
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Controller|Context|Configuration)"))
@Import(AuditForTests.class)
class VoiceContext {

    static final Instant NOW = Instant.parse("2026-11-30T22:00:00Z");

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

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

    /** Both clocks in one: what the test moves is the time of both. */
    @Bean
    @Primary
    MovableClock clock() {
        return new MovableClock(NOW);
    }

    @Bean
    @RealTime
    MovableClock realTime(MovableClock clock) {
        return clock;
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
    VoiceSettings settings() {
        return new VoiceSettings(3, java.time.Duration.ofMinutes(1));
    }

    @Bean
    Phones phones() {
        return new Phones();
    }

    @Bean
    Engine engine(ObjectProvider<ConsultationProgress> progress) {
        return new Engine(progress);
    }

    /** What Twilio was asked for. It refuses to be called in a transaction. */
    static class Phones implements VoiceProvider {

        final List<String> rung = new ArrayList<>();
        final List<String> hungUp = new ArrayList<>();
        final Map<String, UUID> legs = new LinkedHashMap<>();
        private VoiceException refusal;

        void reset() {
            rung.clear();
            hungUp.clear();
            legs.clear();
            refusal = null;
        }

        void refuse(VoiceException with) {
            refusal = with;
        }

        @Override
        public String dial(UUID leg, String number) {
            outsideOfTransactions();
            rung.add(number);
            legs.put(number, leg);
            if (refusal != null) {
                throw refusal;
            }
            return sid(leg);
        }

        @Override
        public void hangUp(String sid) {
            outsideOfTransactions();
            hungUp.add(sid);
        }

        static String sid(UUID leg) {
            return "CA" + leg.toString().replace("-", "");
        }

        private static void outsideOfTransactions() {
            if (TransactionSynchronizationManager.isActualTransactionActive()) {
                throw new AssertionError("Twilio was called inside a transaction");
            }
        }
    }

    /** The engine: confirms at once. */
    record Engine(ObjectProvider<ConsultationProgress> progress) implements ConsultationProcess {

        @Override
        public void start(Consultation booked) {
            progress.getObject().confirm(booked.id());
        }

        @Override
        public void accepted(Consultation consultation) {}

        @Override
        public void declined(Consultation consultation) {}

        @Override
        public void paid(Consultation consultation) {}

        @Override
        public void patientConfirmed(Consultation consultation, String via) {}

        @Override
        public void rescheduled(Consultation consultation) {}

        @Override
        public void cancelled(Consultation consultation) {}

        @Override
        public void sessionEnded(Consultation consultation) {}
    }
}
