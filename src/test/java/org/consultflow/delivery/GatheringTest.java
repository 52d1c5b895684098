package org.consultflow.delivery;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers of providers wait for others, to be written with them. */
@TestPropertySource(properties = {"consultflow.delivery.gathering=10m", "consultflow.delivery.parallel=3"})
class GatheringTest extends DeliverySteps {

    @AfterEach
    void running() {
        if (!dispatcher.isRunning()) {
            dispatcher.start();
        }
    }

    @Test
    void what_waits_to_be_written_is_written_when_the_node_stops() {
        request("reminder-1h", PHONE);
        dispatcher.poll();
        Awaitility.await().until(() -> farEnd.sent.size() == 1);
        assertThat(states()).containsExactly("SENDING", "WAITING");

        dispatcher.stop();

        assertThat(states()).containsExactly("SENT", "WAITING");
        assertThat(jdbc.sql("select state from attempt").query(String.class).list())
                .containsExactly("ACCEPTED");
    }
}
