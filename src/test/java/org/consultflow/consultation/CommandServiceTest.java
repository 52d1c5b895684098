package org.consultflow.consultation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/** Commands that are repeated, that meet, and that fail half-way. */
class CommandServiceTest extends CommandSteps {

    @Test
    void the_same_booking_made_many_times_at_once_is_one_booking() throws Exception {
        List<Consultation> answers = atOnce(8, () -> commands.book("key-1", booking()));
        assertThat(answers)
                .extracting(Consultation::id)
                .containsOnly(answers.get(0).id());
        assertThat(count("consultation")).isEqualTo(1);
        assertThat(store.historyOf(answers.get(0).id())).hasSize(1);
    }

    @Test
    void a_repeated_booking_is_answered_even_when_its_start_has_passed() {
        UUID first = commands.book("key-1", booking()).id();
        clock.set(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(commands.book("key-1", booking()).id()).isEqualTo(first);
    }

    @Test
    void the_order_of_fields_makes_no_other_booking() {
        UUID first = commands.book("key-1", booking()).id();
        ObjectNode turned = JSON.createObjectNode();
        List<String> names = new ArrayList<>();
        booking().fieldNames().forEachRemaining(name -> names.add(0, name));
        names.forEach(name -> turned.set(name, booking().get(name)));
        assertThat(commands.book("key-1", turned).id()).isEqualTo(first);
    }

    @Test
    void a_key_that_was_used_for_another_booking_is_refused() {
        commands.book("key-1", booking());
        assertThatThrownBy(() -> commands.book("key-1", booking().put("durationMinutes", 30)))
                .isInstanceOf(StateConflictException.class);
        assertThat(count("consultation")).isEqualTo(1);
    }

    @Test
    void without_a_key_each_booking_is_a_new_one() {
        assertThat(commands.book(null, booking()).id())
                .isNotEqualTo(commands.book(null, booking()).id());
    }

    @Test
    void a_process_that_does_not_start_leaves_nothing_behind() {
        doThrow(new IllegalStateException("not deployed")).when(process).start(any());
        assertThatThrownBy(() -> commands.book("key-1", booking())).isInstanceOf(IllegalStateException.class);
        assertThat(count("consultation") + count("booking_request") + count("consultation_event"))
                .isZero();
    }

    @Test
    void a_command_is_tried_again_whole_when_the_engine_moved_meanwhile() {
        UUID id = commands.book(null, booking()).id();
        doThrow(new OptimisticLockingFailureException("moved"))
                .doThrow(new OptimisticLockingFailureException("moved"))
                .doNothing()
                .when(process)
                .cancelled(any());
        assertThat(commands.cancel(id, Party.PATIENT, null).status()).isEqualTo(ConsultationStatus.CANCELLED);
        verify(process, times(3)).cancelled(any());
        assertThat(store.historyOf(id)).extracting(ConsultationEvent::event).containsExactly("booked", "cancelled");
    }

    @Test
    void a_command_that_the_process_does_not_hear_changes_nothing() {
        UUID id = commands.book(null, booking()).id();
        doThrow(new IllegalStateException("no running process")).when(process).rescheduled(any());
        assertThatThrownBy(() -> commands.reschedule(id, JSON.createObjectNode().put("start", "2026-12-05T09:00:00Z")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.get(id).schedule().revision()).isEqualTo(1);
        doNothing().when(process).rescheduled(any());
        commands.reschedule(id, JSON.createObjectNode().put("start", "2026-12-05T09:00:00Z"));
        assertThat(store.get(id).schedule().revision()).isEqualTo(2);
    }

    @Test
    void of_two_who_cancel_at_once_one_is_told_that_it_was_done() throws Exception {
        UUID id = commands.book(null, booking()).id();
        List<String> answers = atOnce(2, () -> {
            try {
                return commands.cancel(id, Party.CLINIC, null).status().word();
            } catch (StateConflictException e) {
                return "conflict";
            }
        });
        assertThat(answers).containsExactlyInAnyOrder("cancelled", "conflict");
        assertThat(store.historyOf(id)).hasSize(2);
    }

    @Test
    void who_holds_what_they_write_about_waits_for_no_command_and_every_command_waits_for_them() throws Exception {
        UUID free = commands.book("free", booking()).id();
        UUID changed = commands.book("changed", booking()).id();
        withAWriter((transaction, writer) -> {
            transaction.executeWithoutResult(command -> {
                store.lock(changed);
                Set<UUID> held = get(writer.submit(() -> transaction.execute(
                        writing -> store.holdAll(List.of(free, changed)).keySet())));
                assertThat(held).containsExactly(free);
            });
            transaction.executeWithoutResult(writing -> {
                assertThat(store.holdAll(List.of(free, changed))).containsOnlyKeys(free, changed);
                assertThat(waiting(writer.submit(() -> commands.cancel(free, Party.CLINIC, null))))
                        .isNotDone();
            });
        });
        assertThat(store.get(free).status().word()).isEqualTo("cancelled");
    }

    @Test
    void who_holds_ahead_can_read_what_a_command_is_changing_and_keeps_all_others_from_changing() throws Exception {
        UUID free = commands.book("free", booking()).id();
        UUID changed = commands.book("changed", booking()).id();
        withAWriter((transaction, writer) -> {
            transaction.executeWithoutResult(command -> {
                store.lock(changed);
                Set<UUID> held = get(writer.submit(() -> transaction.execute(writing -> {
                    store.holdAhead(List.of(free, changed));
                    assertThat(store.get(changed).id()).isEqualTo(changed);
                    return store.holdAll(List.of(free, changed)).keySet();
                })));
                assertThat(held).containsExactly(free);
            });
            transaction.executeWithoutResult(writing -> {
                store.holdAhead(List.of(free));
                assertThat(waiting(writer.submit(() -> commands.cancel(free, Party.CLINIC, null))))
                        .isNotDone();
            });
        });
        assertThat(store.get(free).status()).isEqualTo(ConsultationStatus.CANCELLED);
    }

    @Test
    void what_was_held_ahead_is_seen_as_the_same_transaction_has_changed_it() {
        UUID id = commands.book(null, booking()).id();
        new TransactionTemplate(new DataSourceTransactionManager(DATABASE)).executeWithoutResult(writing -> {
            store.holdAhead(List.of(id));
            commands.cancel(id, Party.CLINIC, null);

            assertThat(store.get(id).status()).isEqualTo(ConsultationStatus.CANCELLED);
            assertThat(store.holdAll(List.of(id)).get(id).get().status()).isEqualTo(ConsultationStatus.CANCELLED);
        });
    }

    /** Somebody else who writes at the same time; what they were asked to do is done when this comes back. */
    private static void withAWriter(BiConsumer<TransactionTemplate, ExecutorService> together) throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            together.accept(new TransactionTemplate(new DataSourceTransactionManager(DATABASE)), writer);
        } finally {
            writer.shutdown();
            assertThat(writer.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Comes back when somebody waits for a lock. */
    private static <T> Future<T> waiting(Future<T> command) {
        await().until(() -> JDBC.sql("select count(*) from pg_locks where not granted")
                        .query(Integer.class)
                        .single()
                == 1);
        return command;
    }

    private static <T> T get(Future<T> answer) {
        try {
            return answer.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static <T> List<T> atOnce(int threads, Callable<T> command) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier together = new CyclicBarrier(threads);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(() -> {
                    together.await(30, TimeUnit.SECONDS);
                    return command.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> one : running) {
                answers.add(one.get(60, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            executor.shutdownNow();
        }
    }
}
