package org.consultflow.consultation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.sql.DataSource;

import jakarta.validation.Validation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.consultflow.crypto.Vault;
import org.consultflow.people.People;
import org.consultflow.support.MovableClock;
import org.consultflow.support.TestDatabase;
import org.consultflow.telemetry.Trail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mock.env.MockEnvironment;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doCallRealMethod;
import static org.mockito.Mockito.mock;

/** The commands on a real PostgreSQL; the process is told, and says what a test wants it to say. */
abstract class CommandSteps {

    static final DataSource DATABASE = TestDatabase.fresh();
    static final JdbcClient JDBC = JdbcClient.create(DATABASE);
    static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().build();

    final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T00:00:00Z"));
    final Vault vault = new Vault(Base64.getEncoder().encodeToString(new byte[32]));
    final ConsultationStore store = new ConsultationStore(JDBC, vault);
    final ConsultationProcess process = mock(ConsultationProcess.class);
    final List<Object> events = new ArrayList<>();
    final CommandTransactions transactions = new CommandTransactions(new DataSourceTransactionManager(DATABASE));
    final RequestReader requests =
            new RequestReader(JSON, Validation.buildDefaultValidatorFactory().getValidator());
    final MeterRegistry registry = new SimpleMeterRegistry();
    final MeetingEvidence evidence = new MeetingEvidence();
    final ConsultationMeters meters = new ConsultationMeters(
            new StaticListableBeanFactory(Map.of("registry", registry)).getBeanProvider(MeterRegistry.class),
            new StaticListableBeanFactory(Map.of("evidence", evidence)).getBeanProvider(SessionEvidence.class),
            clock);
    final NewBookings news = new NewBookings(store, people(vault, clock), process, meters, clock);
    final BookingLanes lanes = lanes(Duration.ofMinutes(10));
    final Bookings bookings = bookings(lanes);
    final CommandService commands =
            new CommandService(store, bookings, process, transactions, requests, events::add, clock);

    @BeforeEach
    void nothingYet() {
        JDBC.sql("truncate consultation cascade").update();
        doCallRealMethod().when(process).together(any());
    }

    @AfterEach
    void nobodyWaitsAnyMore() {
        lanes.destroy();
    }

    BookingLanes lanes(Duration patience) {
        return new BookingLanes(
                news,
                store,
                meters,
                new DataSourceTransactionManager(DATABASE),
                new MockEnvironment().withProperty("consultflow.bookings.patience", patience.toString()));
    }

    Bookings bookings(BookingLanes lanes) {
        return new Bookings(
                store,
                news,
                lanes,
                transactions,
                requests,
                vault,
                JSON,
                clock,
                new StaticListableBeanFactory().getBeanProvider(Trail.class));
    }

    private static People people(Vault vault, Clock clock) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean(JdbcClient.class, () -> JDBC);
            context.registerBean(Vault.class, () -> vault);
            context.registerBean(ObjectMapper.class, () -> JSON);
            context.registerBean(Clock.class, () -> clock);
            context.scan("org.consultflow.people");
            context.refresh();
            return context.getBean(People.class);
        }
    }

    /** Who was together and how long, by video. */
    static class MeetingEvidence implements SessionEvidence {

        Duration together = Duration.ZERO;

        @Override
        public ConsultationStatus outcomeOf(Consultation consultation) {
            return ConsultationStatus.UNKNOWN;
        }

        @Override
        public Optional<String> medium() {
            return Optional.of("video");
        }

        @Override
        public Duration together(Consultation consultation, Instant now) {
            return together;
        }
    }

    static int count(String table) {
        return JDBC.sql("select count(*) from " + table).query(Integer.class).single();
    }

    static ObjectNode booking() {
        ObjectNode booking = JSON.createObjectNode()
                .put("consultationType", "video")
                .put("start", "2026-12-01T09:00:00+11:00")
                .put("timeZone", "Australia/Melbourne")
                .put("durationMinutes", 50);
        booking.putObject("patient")
                .put("reference", "pat-7")
                .put("name", "Pat Example")
                .put("email", "pat@example.com");
        booking.putObject("provider")
                .put("reference", "doc-3")
                .put("name", "Dr Example")
                .put("email", "doc@example.com");
        return booking;
    }
}
