package org.consultflow;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.consultflow.support.StatementCounter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a booking asks of the database before it is answered. */
@ServiceTest
class BookingCostTest {

    @Autowired
    Clinic clinic;

    @Autowired
    StatementCounter counter;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MeterRegistry meters;

    @Test
    void with_the_sandbox_s_full_history_a_booking_with_its_messages_in_hand_costs_no_more_than_100_statements() {
        List<String> asked = askedFor();
        assertThat(asked).as(String.join("\n", asked)).hasSizeBetween(60, 100);
    }

    @Test
    void a_booking_is_written_once_with_its_history_and_read_once_for_its_messages() {
        List<String> asked = askedFor();
        assertThat(asked).filteredOn(sql -> sql.contains("into consultation ")).hasSize(1);
        assertThat(asked)
                .filteredOn(sql -> sql.contains("into consultation_event "))
                .hasSize(1);
        assertThat(asked).filteredOn(sql -> sql.contains("from consultation ")).hasSize(1);
    }

    @Test
    void what_the_engine_has_to_know_of_the_diagram_s_timers_is_asked_once() {
        List<String> asked = askedFor();
        assertThat(asked).filteredOn(sql -> sql.contains("act_ru_jobdef")).hasSize(1);
        assertThat(asked)
                .as("no job can wait for a subscription that the booking itself has made and ended")
                .filteredOn(sql -> sql.startsWith("select") && sql.contains("act_ru_job\n"))
                .isEmpty();
    }

    @Test
    void the_two_who_take_part_are_written_at_once_and_so_is_what_the_patient_agrees_to() {
        List<String> asked = askedFor();
        for (String table : List.of("person", "consent")) {
            assertThat(asked).filteredOn(sql -> sql.contains("into " + table)).hasSize(1);
        }
        for (String table : List.of("person", "consent", "preference")) {
            assertThat(asked)
                    .as("for all messages that leave with the booking")
                    .filteredOn(sql -> sql.contains(" from " + table))
                    .hasSize(1);
        }
    }

    @Test
    void sixteen_that_come_while_another_is_written_cost_few_statements_more_than_one() {
        String provider = "doc-" + UUID.randomUUID();
        clinic.aBookedConsultation(with(provider));
        List<CompletableFuture<BookedConsultation>> booked = new ArrayList<>();
        ExecutorService callers = Executors.newFixedThreadPool(17);
        try {
            transaction.executeWithoutResult(held -> {
                jdbc.sql("select id from person where role = 'provider' and reference = :provider for update")
                        .param("provider", provider)
                        .query(UUID.class)
                        .single();
                booked.add(CompletableFuture.supplyAsync(() -> clinic.booked(with(provider)), callers));
                await().until(() -> jdbc.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                + " and query like '%insert into person%' and pid <> pg_backend_pid()")
                        .query(Integer.class)
                        .single()
                        .equals(1));
                for (int number = 0; number < 16; number++) {
                    booked.add(CompletableFuture.supplyAsync(() -> clinic.booked(with(provider)), callers));
                }
                await().until(() ->
                        meters.get("consultflow.bookings.waiting").gauge().value() == 16);
                counter.reset();
            });
            booked.forEach(CompletableFuture::join);
        } finally {
            callers.shutdown();
        }

        List<String> asked = asked();
        assertThat(asked).filteredOn(sql -> sql.contains("into consultation ")).hasSize(2);
        assertThat(asked)
                .filteredOn(sql -> sql.contains("into person "))
                .as("the first one's was asked before")
                .hasSize(1);
        assertThat(asked)
                .as(
                        "two transactions, with their messages in hand, besides the engine's rows and the sandbox's full history")
                .filteredOn(sql -> !sql.startsWith("insert into act_") && !sql.contains("act_hi_batch"))
                .hasSizeLessThanOrEqualTo(37);
    }

    private static Consumer<ObjectNode> with(String provider) {
        return booking -> booking.withObject("/provider").put("reference", provider);
    }

    private List<String> askedFor() {
        clinic.aBookedConsultation();
        counter.reset();
        clinic.booked();
        return asked();
    }

    /** By who listens and by who writes. */
    private List<String> asked() {
        return Stream.of("-exec-", "bookings-")
                .flatMap(thread -> counter.statementsOn(thread).stream())
                .toList();
    }
}
