package org.consultflow.delivery;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Asking the provider what became of an attempt, when more than one asks or an answer comes after all. */
class LookingUpTest extends DeliverySteps {

    @Autowired
    LookUps lookUps;

    @Autowired
    Lanes lanes;

    @Autowired
    HandOver handOver;

    @Autowired
    Queues queues;

    @Autowired
    DeliverySettings settings;

    @Test
    void two_nodes_that_look_at_the_same_moment_have_looked_once() {
        Dispatcher otherNode = new Dispatcher(
                lanes,
                queues,
                claims,
                handOver,
                outcomes,
                answers,
                watches,
                lookUps,
                attempts,
                notices,
                due,
                new Hint(),
                settings,
                realTime);
        anUnknownAttempt();
        passReal(Duration.ofSeconds(3));
        farEnd.whileLooking = () -> {
            farEnd.whileLooking = () -> {};
            otherNode.watchDue(Runnable::run);
        };
        run();
        passReal(Duration.ofSeconds(5));
        run();
        assertThat(sentChannels()).containsExactly("whatsapp");
        assertThat(states()).containsExactly("UNKNOWN", "WAITING");
    }

    @Test
    void a_look_that_cannot_be_made_is_not_repeated_at_once() {
        anUnknownAttempt();
        farEnd.whileLooking = () -> {
            throw new IllegalStateException("something is wrong with this one");
        };
        passReal(Duration.ofSeconds(3));
        run();
        assertThat(farEnd.lookUps).isEqualTo(1);
        farEnd.whileLooking = () -> {};
        passReal(Duration.ofSeconds(11));
        run();
        assertThat(farEnd.lookUps).isEqualTo(2);
    }

    @Test
    void a_refusal_that_comes_after_the_lease_starts_the_next_channel() {
        request("reminder-1h", PHONE);
        Claim claim = claim(dueNow().get(0)).orElseThrow();
        passReal(Duration.ofSeconds(61));
        run();
        assertThat(states()).containsExactly("UNKNOWN", "WAITING");
        answered(claim, new Outcome.Refused(63003, "unknown there", FailureAction.NEXT_CHANNEL));
        run();
        assertThat(sentChannels()).containsExactly("sms");
    }

    @Test
    void what_the_provider_passes_on_after_all_is_not_sent_a_second_time() {
        anUnknownAttempt();
        passReal(Duration.ofSeconds(3));
        run();
        passReal(Duration.ofSeconds(31));
        run();
        assertThat(states()).containsExactly("PENDING", "WAITING");

        receipt(0, ReceiptStatus.SENT, null, null);
        passReal(Duration.ofSeconds(3));
        run();
        assertThat(sentChannels()).containsExactly("whatsapp");
        assertThat(states()).containsExactly("SENT", "WAITING");

        pass(Duration.ofMinutes(11));
        run();
        assertThat(sentChannels()).as("silence is still noticed").containsExactly("whatsapp", "sms");
    }

    private void anUnknownAttempt() {
        farEnd.answer("whatsapp", m -> new Outcome.Unknown(null, "connection lost"));
        request("reminder-1h", PHONE);
        run();
    }
}
