package org.consultflow.delivery;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A channel with more than one provider: exactly one of them sends a message. */
class SeveralProvidersTest extends ProviderSteps {

    @Test
    void the_first_one_sends_as_long_as_it_can() {
        farEnd.providers.put("sms", List.of(sms, gateway));
        requests(3, "sms");
        run();
        assertThat(sentBy(sms)).isEqualTo(3);
        assertThat(sentBy(gateway)).isZero();
    }

    @Test
    void the_second_takes_over_at_once_and_hands_back_when_the_first_can_be_used_again() {
        farEnd.providers.put("sms", List.of(sms, gateway));
        refuses("sms", 20003, CREDENTIALS);
        requests(5, "sms");
        run();
        assertThat(sentBy(sms)).isEqualTo(1);
        assertThat(sentBy(gateway)).as("the refused one too, at once").isEqualTo(5);

        passReal(FIRST_PAUSE);
        requests(4, "sms");
        run();
        assertThat(sentBy(sms)).isEqualTo(5);
        assertThat(sentBy(gateway)).isEqualTo(5);
    }

    @Test
    void what_may_have_been_sent_by_one_is_not_sent_by_another() {
        farEnd.providers.put("sms", List.of(sms, gateway));
        farEnd.answer("sms", m -> new Outcome.Unknown(null, "connection lost"));
        farEnd.providerIsDown = true;
        requests(1, "sms");
        run();
        pass(Duration.ofMinutes(5));
        run();
        assertThat(farEnd.sent).hasSize(1);
        assertThat(states()).containsExactly("UNKNOWN");
    }

    @Test
    void who_was_given_a_message_is_asked_for_it_even_if_another_comes_first_by_then() {
        farEnd.answer("sms", m -> new Outcome.Unknown(null, "connection lost"));
        requests(1, "sms");
        run();
        farEnd.providers.put("sms", List.of(gateway, sms));
        passReal(Duration.ofSeconds(3));
        run();
        assertThat(farEnd.asked).containsExactly(sms);
    }

    @Test
    void one_that_cannot_be_asked_is_not_given_the_message_again_and_the_next_channel_goes_after_silence() {
        farEnd.providers.put("sms", List.of(gateway));
        farEnd.answer("sms", m -> new Outcome.Unknown(null, "connection lost"));
        requests(1, "sms > email");
        run();
        passReal(Duration.ofMinutes(2));
        run();
        assertThat(sentChannels()).containsExactly("sms");
        assertThat(farEnd.lookUps).isZero();
        assertThat(due.busy(clock.instant()))
                .as("nothing that a moved clock would wait for")
                .isFalse();

        pass(Duration.ofMinutes(11));
        run();
        assertThat(sentChannels()).containsExactly("sms", "email");
    }

    @Test
    void its_receipt_still_resolves_what_was_unknown_also_without_an_id() {
        farEnd.providers.put("sms", List.of(gateway));
        farEnd.answer("sms", m -> new Outcome.Unknown(null, "connection lost"));
        requests(1, "sms > email");
        run();
        outcomes.record(new Receipt(farEnd.sent.get(0).attemptId(), null, ReceiptStatus.DELIVERED, null, null));
        run();
        assertThat(states()).containsExactly("DELIVERED", "SUPPRESSED");
        assertThat(sentChannels()).containsExactly("sms");
    }

    @Test
    void two_providers_may_give_the_same_id() {
        farEnd.providers.put("sms", List.of(gateway));
        farEnd.answer("sms", m -> new Outcome.Accepted("1", ReceiptStatus.QUEUED));
        farEnd.answer("whatsapp", m -> new Outcome.Accepted("1", ReceiptStatus.QUEUED));
        requests(1, "sms | whatsapp");
        run();
        assertThat(states()).containsExactly("SENT", "SENT");
    }
}
