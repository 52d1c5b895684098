package org.consultflow.delivery;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChainsTest {

    @Test
    void each_chain_puts_the_preferred_channels_first_and_stays_a_chain() {
        assertThat(Chains.parse("email | whatsapp > voice > sms").inOrderOf(List.of("sms", "email", "whatsapp")))
                .isEqualTo(Chains.parse("email | sms > whatsapp > voice"));
        assertThat(Chains.parse("email > whatsapp > sms").inOrderOf(List.of("push")))
                .isEqualTo(Chains.parse("email > whatsapp > sms"));
    }

    @Test
    void chains_run_side_by_side_and_channels_one_after_the_other() {
        Chains chains = Chains.parse(" email|whatsapp  > sms ");
        assertThat(chains.chains()).containsExactly(List.of("email"), List.of("whatsapp", "sms"));
        assertThat(chains).hasToString("email | whatsapp > sms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "email |", "> sms", "email || sms", "E-Mail", "sms > sms", "email | sms > email"})
    void what_is_not_a_chain_is_refused_in_words(String text) {
        assertThatThrownBy(() -> Chains.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("channel");
    }
}
