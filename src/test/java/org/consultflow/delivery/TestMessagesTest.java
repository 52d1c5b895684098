package org.consultflow.delivery;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.delivery.Courier.Sighting;
import org.consultflow.delivery.TestMessages.TooManyTestsException;
import org.consultflow.delivery.TestMessages.UnresolvedMessageException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A message that tries a channel is bound like any other, and is never taken for another's. */
class TestMessagesTest extends DeliverySteps {

    private static final Content CONTENT =
            new Content(TestMessages.KIND, Locale.ENGLISH, null, null, "a test", Optional.empty(), List.of());

    @Autowired
    TestMessages tests;

    @Test
    void a_look_up_never_takes_the_message_of_a_test_for_its_own() {
        String key = "patient" + consultation;
        UUID test = tests.send("sms", farEnd.address, key, CONTENT);
        String sid = tests.standing(test).providerId();
        farEnd.answer("sms", message -> new Outcome.Unknown(null, "no answer"));
        request("reminder-1h", Chains.parse("sms"));
        run();
        farEnd.listed.add(new Sighting(sid, ReceiptStatus.DELIVERED, null, null));

        passReal(java.time.Duration.ofSeconds(3));
        run();

        assertThat(statesOf("reminder-1h")).containsExactly("UNKNOWN");
    }

    @Test
    void while_nobody_knows_what_became_of_a_test_nothing_else_is_sent_to_that_number() {
        String key = "patient" + consultation;
        farEnd.answer("sms", message -> new Outcome.Unknown(null, "no answer"));
        tests.send("sms", farEnd.address, key, CONTENT);

        assertThatThrownBy(() -> tests.send("sms", farEnd.address, key, CONTENT))
                .isInstanceOf(UnresolvedMessageException.class);
        request("reminder-1h", Chains.parse("sms"));
        run();

        assertThat(farEnd.sent).hasSize(1);
    }

    @Test
    void what_was_not_sent_at_once_is_not_sent_later() {
        farEnd.answer("sms", message -> new Outcome.Refused(20429, "too many", Remedy.of(FailureAction.RETRY)));
        UUID test = tests.send("sms", farEnd.address, "key", CONTENT);

        pass(java.time.Duration.ofHours(1));
        run();

        assertThat(tests.standing(test).failed()).isTrue();
        assertThat(farEnd.sent).hasSize(1);
        assertThat(farEnd.calls).isEmpty();
    }

    @Test
    void the_rate_is_by_real_time() {
        for (int number = 0; number < 5; number++) {
            tests.send("email", farEnd.address, "key" + number, CONTENT);
        }
        clock.advance(java.time.Duration.ofHours(1));
        assertThatThrownBy(() -> tests.send("email", farEnd.address, "key", CONTENT))
                .isInstanceOf(TooManyTestsException.class);

        passReal(java.time.Duration.ofSeconds(61));

        assertThat(tests.standing(tests.send("email", farEnd.address, "key", CONTENT))
                        .delivered())
                .isTrue();
    }
}
