package org.consultflow.delivery;

import java.time.Duration;
import java.util.UUID;

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
        assertThat(claims.claim(foundEarlier)).isEmpty();
        passReal(Duration.ofSeconds(3));
        assertThat(claims.claim(foundEarlier)).isPresent();
    }
}
