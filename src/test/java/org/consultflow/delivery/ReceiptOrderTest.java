package org.consultflow.delivery;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Receipts in any order, where they are merged: what the desk lets through on two nodes at once gets here as it is. */
class ReceiptOrderTest extends DeliverySteps {

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "QUEUED", "SENDING", "SENT", "FAILED", "UNDELIVERED"})
    void what_is_overtaken_by_proof_is_not_written_over_it(ReceiptStatus overtaken) {
        request("reminder-24h", PHONE);
        run();
        receipt(0, ReceiptStatus.DELIVERED, null, null);
        int events = events();

        receipt(0, overtaken, null, null);

        assertThat(statusesKept()).containsExactly("delivered", "delivered");
        assertThat(events()).isEqualTo(events);
        assertThat(states()).containsExactly("DELIVERED", "SUPPRESSED");
    }

    @Test
    void what_is_overtaken_by_a_failure_does_not_make_it_undone() {
        request("reminder-24h", Chains.parse("whatsapp"));
        run();
        receipt(0, ReceiptStatus.UNDELIVERED, 63024, FailureAction.NEXT_CHANNEL);

        receipt(0, ReceiptStatus.SENT, null, null);

        assertThat(statusesKept()).containsExactly("undelivered", "undelivered");
        assertThat(states()).containsExactly("FAILED");
    }

    @ParameterizedTest
    @EnumSource(ReceiptStatus.class)
    void only_delivered_and_read_count_as_arrived(ReceiptStatus reported) {
        request("reminder-24h", PHONE);
        run();

        receipt(0, reported, null, null);

        String expected =
                switch (reported) {
                    case DELIVERED, READ -> "DELIVERED";
                    case FAILED, UNDELIVERED -> "FAILED";
                    case ACCEPTED, QUEUED, SENDING, SENT -> "SENT";
                };
        assertThat(states().get(0)).isEqualTo(expected);
    }

    /** Of the attempt, and of its delivery. */
    private List<String> statusesKept() {
        return jdbc.sql("select provider_status from attempt union all"
                        + " (select provider_status from delivery where provider_status is not null)")
                .query(String.class)
                .list();
    }

    private int events() {
        return jdbc.sql("select count(*) from delivery_event")
                .query(Integer.class)
                .single();
    }
}
