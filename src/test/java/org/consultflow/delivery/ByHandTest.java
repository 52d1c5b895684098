package org.consultflow.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person does about a notification. */
class ByHandTest extends DeliverySteps {

    @Autowired
    ByHand byHand;

    @Test
    void sends_the_same_once_more_by_another_channel_as_its_next_occurrence() {
        request("reminder-1h", Chains.parse("email"));
        run();

        transaction.executeWithoutResult(tx -> byHand.again(standing().notice(), "sms", inTwoHours(), true));
        run();
        transaction.executeWithoutResult(tx -> byHand.again(standing().notice(), "sms", inTwoHours(), true));
        run();

        assertThat(sentChannels()).containsExactly("email", "sms", "sms");
        assertThat(jdbc.sql("select occurrence from notice order by occurrence")
                        .query(Integer.class)
                        .list())
                .containsExactly(0, 1, 2);
    }

    @Test
    void knows_whether_any_of_its_occurrences_is_under_way() {
        request("reminder-1h", Chains.parse("email"));
        assertThat(underWay()).isTrue();
        run();
        assertThat(underWay()).isFalse();

        transaction.executeWithoutResult(tx -> byHand.again(standing().notice(), "sms", inTwoHours(), true));
        assertThat(underWay()).isTrue();
    }

    @Test
    void what_was_told_by_phone_is_not_sent_any_more_and_nobody_is_asked_to_phone() {
        request("reminder-1h", Chains.parse("whatsapp > sms"));

        transaction.executeWithoutResult(tx -> byHand.doneByPhone(notice()));
        run();

        assertThat(sentChannels()).isEmpty();
        assertThat(standing().closed()).isTrue();
        assertThat(farEnd.calls).isEmpty();
        assertThat(farEnd.callsMade).containsExactly(notice());
        assertThat(ledger.of(consultation))
                .filteredOn(entry -> entry.what().equals("suppressed"))
                .extracting(Ledger.LedgerEntry::reason)
                .containsExactly("DONE_BY_PHONE", "DONE_BY_PHONE");
    }

    private ByHand.Standing standing() {
        return transaction.execute(tx -> byHand.lock(notice()).orElseThrow());
    }

    private boolean underWay() {
        return Boolean.TRUE.equals(transaction.execute(
                tx -> byHand.isUnderWay(byHand.lock(notice()).orElseThrow().notice())));
    }

    private UUID notice() {
        return jdbc.sql("select id from notice where occurrence = 0")
                .query(UUID.class)
                .single();
    }

    private Instant inTwoHours() {
        return clock.instant().plus(Duration.ofHours(2));
    }
}
