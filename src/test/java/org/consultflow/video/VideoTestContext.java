package org.consultflow.video;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.consultflow.audit.AuditForTests;
import org.consultflow.crypto.Vault;
import org.consultflow.time.RealTime;
import org.flywaydb.core.Flyway;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** The room on a real PostgreSQL with the real schema. The far ends are in memory: the provider's rooms and what is booked. */
@TestConfiguration(proxyBeanMethods = false)
@EnableTransactionManagement
@Import({
    StoredRooms.class,
    Attendance.class,
    StoredLinkGenerations.class,
    RoomEventNumbers.class,
    Identities.class,
    ConsultationRooms.class,
    RoomEventRecorder.class,
    AttendanceEvidence.class,
    VideoStatuses.class,
    Bookings.class,
    RoomsAtTheProvider.class,
    AuditForTests.class
})
class VideoTestContext {

    static final Instant NOW = Instant.parse("2026-11-30T22:00:00Z");

    @Bean(destroyMethod = "close")
    EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
    }

    @Bean
    DataSource dataSource(EmbeddedPostgres postgres) {
        DataSource source = postgres.getPostgresDatabase();
        Flyway.configure().dataSource(source).load().migrate();
        return source;
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
        return aVault();
    }

    @Bean
    @Primary
    Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Bean
    @RealTime
    Clock realTime() {
        return Clock.systemUTC();
    }

    @Bean
    RecordingSettings recordingSettings() {
        return new RecordingSettings(true, Duration.ofDays(30), Duration.ofMinutes(5));
    }

    static Vault aVault() {
        return new Vault("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    }
}
