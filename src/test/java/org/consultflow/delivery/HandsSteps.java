package org.consultflow.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.TestPropertySource;

/** A node whose three hands are free, and make their calls when the test says so. */
@TestPropertySource(properties = "consultflow.delivery.parallel=3")
abstract class HandsSteps extends DeliverySteps {

    /** Calls that are ready to be made. */
    final Deque<Runnable> hands = new ArrayDeque<>();

    int hints;

    @BeforeEach
    void handsAreFree() {
        hint.to(() -> hints++);
        passReal(Duration.ofMinutes(1));
        lanes.open(hands::add);
        // a node that has just started does not know whether others wait
        request("first", Chains.parse("whatsapp | sms"));
        run();
        finish();
        farEnd.clear();
        jdbc.sql("truncate notice cascade").update();
        hints = 0;
    }

    @AfterEach
    void nobodyIsLeft() {
        finish();
    }

    void finish() {
        while (!hands.isEmpty()) {
            hands.poll().run();
        }
    }

    void requestFor(UUID somebody, String kind) {
        consultation = somebody;
        request(kind, PHONE);
    }
}
