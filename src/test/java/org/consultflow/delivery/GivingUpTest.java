package org.consultflow.delivery;

import java.time.Duration;

import org.consultflow.delivery.Remedy.Concern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What a failure says of a number, and what a row of the error table may ask for besides. */
class GivingUpTest extends ProviderSteps {

    private static final Remedy GIVE_UP = new Remedy(FailureAction.GIVE_UP, Concern.RECIPIENT, null, null, false);

    @Autowired
    GivenUp givenUp;

    @Test
    void a_channel_that_was_given_up_for_a_number_is_not_tried_there_again_and_the_timeline_says_why() {
        giveUpWhatsapp(GIVE_UP);
        request("reminder-15min", PHONE);
        run();
        assertThat(sentChannels()).containsExactly("whatsapp", "sms", "sms");
        assertThat(reasons()).containsExactly("GivenUp");
        assertThat(ledger.of(consultation))
                .anySatisfy(entry -> assertThat(entry.reason()).isEqualTo("GIVEN_UP"));
    }

    @Test
    void other_numbers_are_tried_as_before() {
        giveUpWhatsapp(GIVE_UP);
        requests(1, "whatsapp");
        run();
        assertThat(sentOn("whatsapp")).isEqualTo(2);
    }

    @Test
    void after_thirty_days_it_is_tried_again() {
        giveUpWhatsapp(GIVE_UP);
        pass(Duration.ofDays(29));
        request("reminder-24h", PHONE);
        run();
        assertThat(sentOn("whatsapp")).isEqualTo(1);
        pass(Duration.ofDays(2));
        request("reminder-15min", PHONE);
        run();
        assertThat(sentOn("whatsapp")).isEqualTo(2);
    }

    @Test
    void a_row_may_give_up_for_the_day_only() {
        giveUpWhatsapp(new Remedy(FailureAction.GIVE_UP, Concern.RECIPIENT, null, Duration.ofDays(1), false));
        pass(Duration.ofHours(25));
        request("reminder-15min", PHONE);
        run();
        assertThat(sentOn("whatsapp")).isEqualTo(2);
    }

    @Test
    void it_is_tried_again_when_the_person_writes_from_there() {
        giveUpWhatsapp(GIVE_UP);
        givenUp.heardFrom("whatsapp", "patient" + consultation);
        request("reminder-15min", PHONE);
        run();
        assertThat(sentOn("whatsapp")).isEqualTo(2);
    }

    @Test
    void it_is_tried_again_when_something_arrives_there_after_all() {
        request("reminder-24h", Chains.parse("whatsapp"));
        run();
        request("reminder-1h", Chains.parse("whatsapp"));
        run();
        failsLater(1, 30005, GIVE_UP);
        receipt(0, ReceiptStatus.DELIVERED, null, null);
        request("reminder-15min", Chains.parse("whatsapp"));
        run();
        assertThat(sentOn("whatsapp")).isEqualTo(3);
    }

    @Test
    void a_phone_that_was_off_is_tried_once_more_five_minutes_later_and_then_no_more() {
        Remedy once = new Remedy(FailureAction.RETRY, Concern.RECIPIENT, 1, Duration.ofMinutes(5), false);
        request("reminder-1h", PHONE);
        run();
        failsLater(0, 30003, once);
        run();
        pass(Duration.ofMinutes(4));
        run();
        assertThat(sentChannels()).containsExactly("whatsapp");
        pass(Duration.ofMinutes(2));
        run();
        assertThat(sentChannels()).containsExactly("whatsapp", "whatsapp");
        failsLater(1, 30003, once);
        run();
        assertThat(sentChannels()).containsExactly("whatsapp", "whatsapp", "sms");
    }

    @Test
    void a_pause_that_would_take_the_time_of_the_next_channel_is_not_made() {
        Remedy later = new Remedy(FailureAction.RETRY, Concern.SENDER, 2, Duration.ofMinutes(5), false);
        request("reminder-15min", PHONE, clock.instant().plus(Duration.ofMinutes(6)), true);
        refuses("whatsapp", 63018, later);
        run();
        assertThat(sentChannels()).containsExactly("whatsapp", "sms");
    }

    private void giveUpWhatsapp(Remedy remedy) {
        request("reminder-1h", PHONE);
        refuses("whatsapp", 63033, remedy);
        run();
        assertThat(sentChannels()).containsExactly("whatsapp", "sms");
    }
}
