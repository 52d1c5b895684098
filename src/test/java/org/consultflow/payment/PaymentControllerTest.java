package org.consultflow.payment;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Function;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationCommands;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.Schedule;
import org.consultflow.consultation.StateConflictException;
import org.junit.jupiter.api.Test;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

class PaymentControllerTest {

    private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000007");

    @Test
    void a_payment_is_confirmed_and_the_answer_says_where_the_consultation_stands() throws Exception {
        api(PaymentControllerTest::confirmed)
                .perform(post("/api/consultations/{id}/confirm-payment", ID))
                .andExpect(status().isOk())
                .andExpect(
                        content().json("{\"id\": \"" + ID + "\", \"status\": \"confirmed\"}", JsonCompareMode.STRICT));
    }

    @Test
    void a_payment_that_nobody_waits_for_is_refused_by_the_command() {
        MockMvc api = api(id -> {
            throw new StateConflictException("no payment is awaited");
        });
        assertThatThrownBy(() -> api.perform(post("/api/consultations/{id}/confirm-payment", ID)))
                .hasCauseInstanceOf(StateConflictException.class);
    }

    private static MockMvc api(Function<UUID, Consultation> confirmPayment) {
        ConsultationCommands commands = (ConsultationCommands) Proxy.newProxyInstance(
                PaymentControllerTest.class.getClassLoader(),
                new Class<?>[] {ConsultationCommands.class},
                (self, method, arguments) -> {
                    if (!method.getName().equals("confirmPayment")) {
                        throw new AssertionError("another command was called: " + method.getName());
                    }
                    return confirmPayment.apply((UUID) arguments[0]);
                });
        return MockMvcBuilders.standaloneSetup(new PaymentController(commands)).build();
    }

    private static Consultation confirmed(UUID id) {
        return new Consultation(
                id,
                ConsultationType.VIDEO,
                ConsultationStatus.CONFIRMED,
                new Schedule(Instant.EPOCH, ZoneOffset.UTC, Duration.ofMinutes(50), 1),
                UUID.randomUUID(),
                UUID.randomUUID(),
                null,
                false,
                false,
                null,
                null,
                Instant.EPOCH,
                null,
                null,
                Instant.EPOCH);
    }
}
