package org.consultflow.delivery;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What cannot be done just now is tried less and less often, and has an end. */
class GrowingPausesTest extends DeliverySteps {

    @Test
    void a_provider_that_does_not_answer_is_asked_less_and_less_often() {
        anUnknownAttempt(Duration.ofHours(3));
        stepThrough(Duration.ofHours(1), Duration.ofSeconds(5));
        assertThat(farEnd.lookUps).isBetween(10, 20);
    }

    @Test
    void what_nobody_could_be_asked_about_is_lost_when_it_is_of_no_use_any_more_and_frees_the_number() {
        anUnknownAttempt(Duration.ofHours(1));
        stepThrough(Duration.ofMinutes(70), Duration.ofMinutes(1));
        assertThat(jdbc.sql("select state from attempt").query(String.class).list())
                .containsExactly("LOST");
        assertThat(states()).containsExactly("SILENT");
        assertThat(farEnd.calls).containsExactly("reminder-24h silent");
        request("follow-up", Chains.parse("whatsapp"), clock.instant().plus(Duration.ofHours(1)), false);
        run();
        assertThat(sentChannels()).containsExactly("whatsapp", "whatsapp");
    }

    @Test
    void a_person_who_cannot_be_asked_to_phone_is_asked_again_after_a_growing_pause() {
        farEnd.callFails = true;
        farEnd.objections.put("whatsapp", SuppressionReason.ThisChannel.NO_ADDRESS);
        request("reminder-1h", Chains.parse("whatsapp"));
        stepThrough(Duration.ofMinutes(2), Duration.ofMillis(500));
        assertThat(farEnd.phonesAskedFor).isBetween(6, 9);
        farEnd.callFails = false;
        stepThrough(Duration.ofMinutes(1), Duration.ofSeconds(1));
        assertThat(farEnd.calls).hasSize(1);
    }

    private void anUnknownAttempt(Duration usefulFor) {
        farEnd.answer("whatsapp", m -> new Outcome.Unknown(null, "connection lost"));
        farEnd.providerIsDown = true;
        request("reminder-24h", Chains.parse("whatsapp"), clock.instant().plus(usefulFor), true);
        run();
    }

    private void stepThrough(Duration time, Duration step) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            pass(step);
            dispatcher.watchDue(Runnable::run);
            dispatcher.sendDue(Runnable::run);
        }
    }
}
