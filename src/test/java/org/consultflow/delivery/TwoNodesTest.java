package org.consultflow.delivery;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What two nodes do at the same time. */
class TwoNodesTest extends DeliverySteps {

    @Test
    void a_node_that_slept_through_its_lease_does_not_call_any_more() {
        farEnd.whileWriting = () -> {
            farEnd.whileWriting = () -> {};
            passReal(Duration.ofSeconds(61));
            dispatcher.watchDue(Runnable::run);
            passReal(Duration.ofSeconds(3));
            dispatcher.watchDue(Runnable::run);
            passReal(Duration.ofSeconds(31));
            dispatcher.watchDue(Runnable::run);
            passReal(Duration.ofSeconds(3));
            // the other node
            dispatcher.sendDue(Runnable::run);
        };
        request("reminder-1h", Chains.parse("whatsapp"));
        run();
        passReal(Duration.ofSeconds(3));
        run();
        assertThat(farEnd.sent).hasSize(1);
        assertThat(states()).containsExactly("SENT");
    }

    @Test
    void what_is_just_being_taken_back_does_not_leave_on_another_node() {
        request("reminder-1h", PHONE);
        UUID delivery = dueNow().get(0);
        transaction.executeWithoutResult(cancelling -> {
            withdraw();
            // the other node cannot see yet what this one has written
            assertThat(CompletableFuture.supplyAsync(() -> claim(delivery)))
                    .succeedsWithin(Duration.ofSeconds(30))
                    .satisfies(claim -> assertThat(claim).isEmpty());
        });
        run();
        assertThat(farEnd.sent).isEmpty();
    }
}
