package org.consultflow.consultation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/** Bookings that come while another is being written. */
class BookingsTogetherTest extends CommandSteps {

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void theFirstIsHeldUpWhereItsProcessBegins() {
        JDBC.sql("truncate person cascade").update();
        doAnswer(call -> {
                    goOn.await();
                    return null;
                })
                .when(process)
                .start(argThat(it -> it != null && it.type() == ConsultationType.VOICE));
    }

    @AfterEach
    void nobodyCallsAnyMore() {
        goOn.countDown();
        callers.shutdown();
    }

    @Test
    void they_share_a_transaction() {
        List<CompletableFuture<Consultation>> answers = whileOneIsWritten(5, number -> book(ofPatient(number)));

        assertThat(answers).extracting(answer -> answer.join().id()).doesNotHaveDuplicates();
        verify(process, times(2)).together(any());
        assertThat(count("consultation")).isEqualTo(6);
        assertThat(JDBC.sql("select distinct xmin::text from consultation where type = 'video'")
                        .query(String.class)
                        .list())
                .as("written by one transaction")
                .hasSize(1);
        assertThat(answers).allSatisfy(answer -> {
            Consultation booked = answer.join();
            assertThat(store.historyOf(booked.id()))
                    .extracting(ConsultationEvent::event)
                    .containsExactly("booked");
            assertThat(store.get(booked.id())).isEqualTo(booked);
        });
        assertThat(registry.get("consultflow.bookings")
                        .tag("type", "video")
                        .counter()
                        .count())
                .isEqualTo(5);
    }

    @Test
    void each_has_its_own_patient_and_all_the_same_provider() {
        List<CompletableFuture<Consultation>> answers = whileOneIsWritten(3, number -> book(ofPatient(number)));

        List<Consultation> booked =
                answers.stream().map(CompletableFuture::join).toList();
        assertThat(booked).extracting(Consultation::patientId).doesNotHaveDuplicates();
        assertThat(booked)
                .extracting(Consultation::providerId)
                .containsOnly(booked.get(0).providerId());
        assertThat(JDBC.sql("select distinct p.reference from consultation c join person p on p.id = c.patient_id"
                                + " where c.type = 'video' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("pat-0", "pat-1", "pat-2");
    }

    @Test
    void one_whose_process_does_not_start_gets_its_own_error_and_spoils_no_other() {
        doThrow(new ProcessSuspendedException())
                .when(process)
                .start(argThat(it -> it != null && it.type() == ConsultationType.HYBRID));

        List<CompletableFuture<Consultation>> answers = whileOneIsWritten(
                4, number -> book(ofPatient(number).put("consultationType", number == 2 ? "hybrid" : "video")));

        assertThatThrownBy(answers.remove(2)::join).hasCauseInstanceOf(ProcessSuspendedException.class);
        assertThat(answers).extracting(answer -> answer.join().id()).doesNotHaveDuplicates();
        assertThat(count("consultation")).isEqualTo(4);
        assertThat(count("consultation_event")).isEqualTo(4);
        assertThat(count("person"))
                .as("three patients, the one who was first, and a provider")
                .isEqualTo(5);
    }

    @Test
    void what_cannot_be_written_together_is_written_one_by_one_and_nothing_twice() {
        ThreadLocal<Integer> starts = ThreadLocal.withInitial(() -> 0);
        doAnswer(call -> {
                    starts.set(starts.get() + 1);
                    return null;
                })
                .when(process)
                .start(argThat(it -> it != null && it.type() == ConsultationType.VIDEO));
        doAnswer(call -> {
                    starts.remove();
                    call.<Runnable>getArgument(0).run();
                    if (starts.get() > 1) {
                        throw new OptimisticLockingFailureException("seen when several are written");
                    }
                    return null;
                })
                .when(process)
                .together(any());

        List<CompletableFuture<Consultation>> answers = whileOneIsWritten(4, number -> book(ofPatient(number)));

        assertThat(answers).extracting(answer -> answer.join().id()).doesNotHaveDuplicates();
        assertThat(count("consultation")).isEqualTo(5);
        verify(process, times(6)).together(any());
    }

    @Test
    void two_with_the_same_key_are_one_booking() {
        List<CompletableFuture<Consultation>> answers = whileOneIsWritten(4, number -> book("key-1", ofPatient(7)));

        assertThat(answers.stream()
                        .map(CompletableFuture::join)
                        .map(Consultation::id)
                        .distinct())
                .hasSize(1);
        assertThat(count("consultation")).isEqualTo(2);
    }

    @Test
    void two_different_ones_with_the_same_key_are_one_booking_and_a_conflict() {
        List<CompletableFuture<Consultation>> answers =
                whileOneIsWritten(2, number -> book("key-1", ofPatient(number)));

        assertThat(answers.stream().filter(CompletableFuture::isCompletedExceptionally))
                .singleElement()
                .satisfies(
                        refused -> assertThatThrownBy(refused::join).hasCauseInstanceOf(StateConflictException.class));
        assertThat(count("consultation")).isEqualTo(2);
    }

    @Test
    void one_that_was_made_before_is_answered_as_before() {
        Consultation before = commands.book("key-1", ofPatient(1));
        List<CompletableFuture<Consultation>> answers =
                whileOneIsWritten(3, number -> book("key-" + number, ofPatient(number)));
        assertThat(answers.get(1).join()).isEqualTo(before);
        assertThat(count("consultation")).isEqualTo(4);
    }

    @Test
    void two_of_the_same_patient_follow_each_other_and_what_each_says_is_kept() {
        List<CompletableFuture<Consultation>> answers = whileOneIsWritten(2, number -> {
            ObjectNode booking = ofPatient(8);
            booking.withObject("/patient").putArray("consent").add(number == 0 ? "email" : "sms");
            return book(booking);
        });

        Consultation first = answers.get(0).join();
        Consultation second = answers.get(1).join();
        assertThat(first.patientId()).isEqualTo(second.patientId());
        assertThat(first.id()).isNotEqualTo(second.id());
        assertThat(JDBC.sql("select channel || ' ' || status from consent where person_id = :id order by id")
                        .param("id", first.patientId())
                        .query(String.class)
                        .list())
                .containsExactly("email active", "sms inactive", "sms active", "email inactive");
    }

    @Test
    void with_the_database_gone_in_the_midst_of_it_all_hear_of_it_and_nothing_is_kept_or_tried_again() {
        doAnswer(call -> JDBC.sql("select pg_terminate_backend(pg_backend_pid())")
                        .query(Boolean.class)
                        .single())
                .when(process)
                .start(argThat(it -> it != null && it.type() == ConsultationType.HYBRID));

        List<CompletableFuture<Consultation>> answers =
                whileOneIsWritten(3, number -> book(ofPatient(number).put("consultationType", "hybrid")));

        assertThat(answers).allSatisfy(answer -> assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(NestedRuntimeException.class));
        assertThat(count("consultation")).isEqualTo(1);
        verify(process, times(1)).start(argThat(it -> it != null && it.type() == ConsultationType.HYBRID));
    }

    @Test
    void what_is_written_stays_written_whatever_fails_afterwards() {
        doAnswer(call -> {
                    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            throw new IllegalStateException("after all was written");
                        }
                    });
                    return null;
                })
                .when(process)
                .start(argThat(it -> it != null && it.type() == ConsultationType.HYBRID));

        List<CompletableFuture<Consultation>> answers =
                whileOneIsWritten(3, number -> book(ofPatient(number).put("consultationType", "hybrid")));

        assertThat(answers)
                .allSatisfy(answer -> assertThat(store.find(answer.join().id())).isPresent());
        assertThat(count("consultation")).isEqualTo(4);
    }

    @Test
    void whose_turn_does_not_come_is_told_so_and_is_not_booked_later() {
        BookingLanes impatient = lanes(Duration.ofMillis(50));
        Bookings busy = bookings(impatient);
        CompletableFuture<Consultation> first = async(() -> busy.book(null, held(), it -> it));
        Awaitility.await().untilAsserted(() -> verify(process, atLeastOnce()).start(any()));

        assertThatThrownBy(() -> busy.book(null, ofPatient(1), it -> it)).isInstanceOf(BookingsBusyException.class);
        goOn.countDown();

        assertThat(first.join().type()).isEqualTo(ConsultationType.VOICE);
        busy.book(null, ofPatient(2), it -> it);
        assertThat(JDBC.sql("select reference from person where role = 'patient' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("pat-2", "pat-held");
        impatient.destroy();
    }

    @Test
    void one_that_is_answered_with_nothing_is_not_made_twice() {
        whileOneIsWritten(3, number -> commands.book(null, ofPatient(number), booked -> number == 1 ? null : booked));

        assertThat(count("consultation")).isEqualTo(1 + 3);
    }

    @Test
    void within_a_transaction_of_the_caller_s_a_booking_is_part_of_it() {
        assertThatThrownBy(() -> transactions.run(() -> {
                    commands.book(null, ofPatient(1));
                    throw new IllegalStateException("the caller thought again");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(count("consultation")).isZero();
    }

    /** Comes back when all have been answered. */
    private List<CompletableFuture<Consultation>> whileOneIsWritten(int howMany, IntFunction<Consultation> booking) {
        clearInvocations(process);
        CompletableFuture<Consultation> first = async(() -> book(held()));
        Awaitility.await().untilAsserted(() -> verify(process).start(any()));
        List<CompletableFuture<Consultation>> answers = new ArrayList<>();
        for (int number = 0; number < howMany; number++) {
            int which = number;
            answers.add(async(() -> booking.apply(which)));
            // in their order
            Awaitility.await().until(() -> waiting() == which + 1);
        }
        goOn.countDown();
        first.join();
        answers.forEach(answer -> {
            try {
                answer.join();
            } catch (CompletionException refused) {
                // looked at by the test
            }
        });
        return answers;
    }

    private <T> CompletableFuture<T> async(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, callers);
    }

    private int waiting() {
        return (int) registry.get("consultflow.bookings.waiting").gauge().value();
    }

    private Consultation book(ObjectNode booking) {
        return book(null, booking);
    }

    private Consultation book(String key, ObjectNode booking) {
        return commands.book(key, booking);
    }

    private static ObjectNode ofPatient(int number) {
        ObjectNode booking = booking();
        booking.withObject("/patient").put("reference", "pat-" + number);
        return booking;
    }

    private static ObjectNode held() {
        ObjectNode booking = booking().put("consultationType", "voice");
        booking.withObject("/patient").put("reference", "pat-held").put("phone", "+61491570156");
        booking.withObject("/provider").put("phone", "+61491570157");
        return booking;
    }
}
