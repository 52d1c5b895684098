package org.consultflow.delivery;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which delivery is taken in hand, and when. */
class ClaimingTest extends DeliverySteps {

    @Test
    void a_pause_holds_also_for_a_node_that_found_the_delivery_before_it() {
        farEnd.answer("whatsapp", m -> new Outcome.Refused(20429, "too many", FailureAction.RETRY));
        request("reminder-1h", PHONE);
        UUID foundEarlier = dueNow().get(0);
        run();
        assertThat(claim(foundEarlier)).isEmpty();
        passReal(Duration.ofSeconds(3));
        assertThat(claim(foundEarlier)).isPresent();
    }

    @Test
    void what_is_still_of_use_goes_before_the_backlog_of_an_outage() {
        for (int i = 0; i < 40; i++) {
            request("reminder-24h", Chains.parse("email"), clock.instant().plusSeconds(60), true);
            consultation = UUID.randomUUID();
        }
        pass(Duration.ofMinutes(2));
        request("reminder-1h", Chains.parse("email"));
        farEnd.rates.put("email", 1.0);
        dispatcher.sendDue(Runnable::run);
        assertThat(statesOf("reminder-1h")).containsExactly("DELIVERED");
    }

    @Test
    void deliveries_that_cannot_be_claimed_do_not_hold_up_those_after_them() {
        for (int i = 0; i < 40; i++) {
            request("broken", Chains.parse("email"));
            consultation = UUID.randomUUID();
        }
        request("reminder-1h", Chains.parse("email"), clock.instant().plus(Duration.ofHours(2)), true);
        farEnd.unclearable.add("broken");
        run();
        assertThat(farEnd.sent).hasSize(1);
        farEnd.unclearable.clear();
        passReal(Duration.ofSeconds(31));
        run();
        assertThat(farEnd.sent).hasSize(41);
    }

    @Test
    void a_delivery_that_found_no_worker_is_found_again() {
        request("reminder-1h", PHONE);
        dispatcher.sendDue(task -> {
            throw new RejectedExecutionException("stopping");
        });
        assertThat(farEnd.sent).isEmpty();
        run();
        assertThat(sentChannels()).containsExactly("whatsapp");
    }

    @Test
    void a_channel_that_is_held_back_for_as_long_as_silence_gives_way_to_the_next() {
        farEnd.answer("whatsapp", m -> new Outcome.Unknown(null, "connection lost"));
        farEnd.providerIsDown = true;
        request("reminder-24h", Chains.parse("whatsapp"));
        run();
        request("reminder-1h", PHONE);
        run();
        assertThat(sentChannels()).containsExactly("whatsapp");
        pass(Duration.ofMinutes(11));
        run();
        assertThat(sentChannels()).containsExactly("whatsapp", "sms");
        assertThat(statesOf("reminder-1h")).containsExactly("FAILED", "SENT");
    }

    @Test
    void somebody_phones_when_the_last_channel_was_held_back() {
        farEnd.answer("sms", m -> new Outcome.Unknown(null, "connection lost"));
        farEnd.providerIsDown = true;
        request("reminder-24h", Chains.parse("sms"), clock.instant().plus(Duration.ofHours(1)), false);
        run();
        request("reminder-1h", Chains.parse("sms"));
        for (int minute = 0; minute < 61; minute++) {
            run();
            pass(Duration.ofMinutes(1));
        }
        assertThat(farEnd.calls).containsExactly("reminder-1h failed");
    }

    @Test
    void what_is_held_back_by_another_message_stands_as_it_stood_before() {
        farEnd.answer("sms", message -> new Outcome.Refused(20500, "later", FailureAction.RETRY));
        request("reminder-24h", Chains.parse("sms"));
        dispatcher.sendDue(Runnable::run);
        farEnd.answer("sms", message -> new Outcome.Unknown(null, "no answer"));
        request("reminder-1h", Chains.parse("sms"));
        dispatcher.sendDue(Runnable::run);
        assertThat(statesOf("reminder-1h")).containsExactly("UNKNOWN");

        passReal(Duration.ofSeconds(2));
        dispatcher.sendDue(Runnable::run);

        assertThat(jdbc.sql(
                                "select state || ' ' || error_code || ' ' || tries from delivery where kind = 'reminder-24h'")
                        .query(String.class)
                        .single())
                .isEqualTo("PENDING 20500 1");
        assertThat(farEnd.sent).hasSize(2);
    }
}
