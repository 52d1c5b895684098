package org.consultflow.sandbox.faults;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FaultsTest {

    private final Faults faults = new Faults();

    @Test
    void the_oldest_fault_that_fits_is_taken_first() {
        faults.add("sms", FaultKind.SILENT);
        faults.add("whatsapp", FaultKind.REFUSED);
        faults.add("any", FaultKind.SLOW);

        assertThat(faults.take("whatsapp", "+61491570156")).contains(FaultKind.REFUSED);
        assertThat(faults.take("whatsapp", "+61491570156")).contains(FaultKind.SLOW);
        assertThat(faults.take("whatsapp", "+61491570156")).isEmpty();
        assertThat(faults.list()).extracting(Fault::fault).containsExactly(FaultKind.SILENT);
    }

    @Test
    void a_fault_for_one_recipient_leaves_the_others_alone() {
        faults.add("sms", FaultKind.REFUSED, 1, "+61491570110");

        assertThat(faults.take("sms", "+61491570156")).isEmpty();
        assertThat(faults.take("sms", "+61491570110")).contains(FaultKind.REFUSED);
    }

    @Test
    void a_fault_is_used_up_after_so_many_times() {
        faults.add("sms", FaultKind.RATE_LIMITED, 2, null);

        assertThat(faults.take("sms", "+61491570156")).isPresent();
        assertThat(faults.list().get(0).times()).isEqualTo(1);
        assertThat(faults.take("sms", "+61491570156")).isPresent();
        assertThat(faults.take("sms", "+61491570156")).isEmpty();
    }

    @Test
    void any_channel_does_not_mean_email() {
        faults.add("any", FaultKind.REFUSED);

        assertThat(faults.take("email", "someone@example.com")).isEmpty();
    }

    @Test
    void a_wish_that_breaks_a_rule_is_refused_in_words() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.add("pigeon", FaultKind.SLOW))
                .withMessage("channel must be whatsapp, sms, voice, email or any");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.add("sms", FaultKind.SLOW, 0, null))
                .withMessageStartingWith("times must be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.add("email", FaultKind.SLOW))
                .withMessageStartingWith("fault must be refused");
    }
}
