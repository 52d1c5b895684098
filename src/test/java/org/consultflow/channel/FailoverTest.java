package org.consultflow.channel;

import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two providers of SMS: the second takes over while the first cannot be used, and each notice is one SMS. */
@TestPropertySource(properties = "consultflow.channels.sms.providers=sms,sms-gateway")
class FailoverTest extends DeliveringTest {

    @Autowired
    @Qualifier("providerCircuits")
    private HealthIndicator providers;

    /** Circuits remember; the next test begins with none open. */
    @AfterEach
    void everythingWorksAgain() {
        TWILIO.forget();
        GATEWAY.forget();
        twilioTakesEverything();
        await().atMost(PATIENCE).until(() -> {
            requests(1, "sms");
            return providers.health().getStatus().equals(Status.UP);
        });
    }

    private static void twilioTakesEverything() {
        for (int i = 0; i < 500; i++) {
            TWILIO.accepts("SM" + UUID.randomUUID());
        }
    }

    @Test
    void the_second_takes_over_when_the_first_refuses_our_credentials_and_hands_back_when_it_takes_them_again() {
        TWILIO.accepts("SM1");
        requests(1, "sms");
        untilAllAre("SENT");
        assertThat(askedOfTwilio()).isEqualTo(1);
        assertThat(GATEWAY.taken()).isEmpty();

        TWILIO.refuses(401, 20003);
        requests(1, "sms");
        await().atMost(PATIENCE).until(() -> GATEWAY.taken().size() == 1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(clinic.checks).containsExactly("twilio account-refused"));
        assertThat(askedOfTwilio()).isEqualTo(2);

        // a message on trial at a time, until Twilio takes one
        twilioTakesEverything();
        await().atMost(PATIENCE).until(() -> {
            requests(1, "sms");
            return clinic.checks.contains("twilio works again");
        });
        untilAllAre("SENT");
        int byGateway = GATEWAY.taken().size();
        requests(2, "sms");
        untilAllAre("SENT");

        assertThat(GATEWAY.taken()).as("not one more").hasSize(byGateway);
        assertThat(jdbc.sql("select count(*) from delivery")
                        .query(Integer.class)
                        .single())
                .as("one SMS a notice: what Twilio refused it did not send")
                .isEqualTo(askedOfTwilio() - 1 + byGateway);
        assertThat(clinic.phoneCalls).isEmpty();
    }

    @Test
    void the_second_takes_over_when_nobody_listens_at_the_first() {
        TWILIO.whileDown(() -> {
            requests(20, "sms");
            untilAllAre("SENT");
        });

        assertThat(GATEWAY.taken()).hasSize(20);
        assertThat(askedOfTwilio()).isZero();
        assertThat(clinic.phoneCalls).isEmpty();
    }

    @Test
    void when_neither_can_be_used_the_message_waits_and_nobody_phones() {
        TWILIO.refuses(401, 20003);
        GATEWAY.refuses(401);
        requests(1, "sms");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(clinic.checks)
                .contains("twilio account-refused", "sms-gateway account-refused"));
        assertThat(clinic.phoneCalls).isEmpty();

        GATEWAY.refuses(200);
        for (int i = 0; i < 50; i++) {
            TWILIO.refuses(401, 20003);
        }
        await().atMost(PATIENCE).until(() -> {
            requests(1, "sms");
            return !GATEWAY.taken().isEmpty();
        });
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(clinic.checks).contains("sms-gateway works again"));
        assertThat(clinic.phoneCalls).isEmpty();
    }
}
