package org.consultflow.delivery;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A failure that is reported after silence already counted as arrived. */
class LateFailureTest extends DeliverySteps {

    @Test
    void asks_a_person_when_nothing_else_is_left() {
        anSmsThatIsTakenForArrived(Chains.parse("sms"));
        receipt(0, ReceiptStatus.UNDELIVERED, 30003, FailureAction.NEXT_CHANNEL);
        run();
        assertThat(states()).containsExactly("FAILED");
        assertThat(farEnd.calls).containsExactly("reminder-24h failed-30003");
    }

    @Test
    void starts_the_next_channel_of_the_chain() {
        anSmsThatIsTakenForArrived(Chains.parse("sms > email"));
        receipt(0, ReceiptStatus.UNDELIVERED, 30003, FailureAction.NEXT_CHANNEL);
        run();
        assertThat(sentChannels()).containsExactly("sms", "email");
        assertThat(noticeStates()).containsExactly("REACHED");
    }

    @Test
    void changes_nothing_more_when_another_chain_arrived() {
        anSmsThatIsTakenForArrived(Chains.parse("email | sms"));
        receipt(1, ReceiptStatus.UNDELIVERED, 30003, FailureAction.NEXT_CHANNEL);
        run();
        assertThat(states()).containsExactly("DELIVERED", "FAILED");
        assertThat(noticeStates()).containsExactly("REACHED");
        assertThat(farEnd.calls).isEmpty();
    }

    private void anSmsThatIsTakenForArrived(Chains chains) {
        request("reminder-24h", chains);
        run();
        receipt(farEnd.sent.size() - 1, ReceiptStatus.SENT, null, null);
        pass(Duration.ofMinutes(11));
        run();
        assertThat(states()).contains("UNCONFIRMED");
        assertThat(farEnd.calls).isEmpty();
    }
}
