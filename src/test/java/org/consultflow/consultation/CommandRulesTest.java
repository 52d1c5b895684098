package org.consultflow.consultation;

import java.util.UUID;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which command is allowed in which status. */
class CommandRulesTest extends CommandSteps {

    @ParameterizedTest
    @EnumSource(ConsultationStatus.class)
    void what_is_over_or_under_way_can_be_neither_cancelled_nor_moved(ConsultationStatus status) {
        UUID id = commands.book(null, booking()).id();
        standsAt(id, status);
        Callable<?> move = () -> commands.reschedule(id, JSON.createObjectNode().put("start", "2026-12-05T09:00:00Z"));
        Callable<?> cancel = () -> commands.cancel(id, Party.CLINIC, null);
        boolean ahead = status == ConsultationStatus.REQUESTED
                || status == ConsultationStatus.AWAITING_PAYMENT
                || status == ConsultationStatus.CONFIRMED;
        assertThat(allowed(move)).isEqualTo(ahead);
        assertThat(allowed(cancel)).isEqualTo(ahead);
    }

    @ParameterizedTest
    @EnumSource(ConsultationStatus.class)
    void only_a_session_can_be_completed_and_only_an_awaited_payment_comes_in(ConsultationStatus status) {
        UUID id = commands.book(null, booking()).id();
        standsAt(id, status);
        assertThat(allowed(() -> commands.confirmPayment(id))).isEqualTo(status == ConsultationStatus.AWAITING_PAYMENT);
        standsAt(id, status);
        assertThat(allowed(() -> commands.complete(id, null))).isEqualTo(status == ConsultationStatus.IN_SESSION);
    }

    @Test
    void a_provider_answers_once_and_only_when_asked() {
        UUID unasked = commands.book(null, booking()).id();
        assertThat(allowed(() -> commands.accept(unasked))).isFalse();
        assertThat(allowed(() -> commands.decline(unasked, null))).isFalse();
        UUID asked =
                commands.book(null, booking().put("requiresAcceptance", true)).id();
        assertThat(allowed(() -> commands.accept(asked))).isTrue();
        assertThat(allowed(() -> commands.accept(asked))).isFalse();
        assertThat(allowed(() -> commands.decline(asked, null))).isFalse();
    }

    private static boolean allowed(Callable<?> command) {
        try {
            command.call();
            return true;
        } catch (StateConflictException e) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void standsAt(UUID id, ConsultationStatus status) {
        store.update(store.get(id).withStatus(status));
    }
}
