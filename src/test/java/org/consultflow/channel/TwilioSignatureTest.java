package org.consultflow.channel;

import java.util.Map;

import com.twilio.security.RequestValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Beside Twilio's own validator, which is slower and says the same. */
class TwilioSignatureTest {

    private static final String TOKEN = "a-token";
    private static final String PATH =
            "/webhooks/twilio/message-status?ref=5b0d3f1c-3a53-4ad3-9d0c-3f7f4a1f7a01&b=%20x";
    private static final Map<String, String> FORM =
            Map.of("MessageSid", "SM1", "MessageStatus", "sent", "Body", "señal & más", "AccountSid", "", "To", "+1");

    @ParameterizedTest
    @CsvSource({
        "https://clinic.example, https://clinic.example, true",
        "https://clinic.example, https://clinic.example:443, true",
        "https://clinic.example:443, https://clinic.example, true",
        "http://clinic.example, http://clinic.example:80, true",
        "http://127.0.0.1:8080/flow, http://127.0.0.1:8080/flow, true",
        "http://127.0.0.1:8080/flow, http://127.0.0.1/flow, true",
        "https://clinic.example, https://clinic.example:8443, false",
        "https://clinic.example, http://clinic.example, false",
        "https://clinic.example, https://attacker.example, false",
        "https://clinic.example/flow, https://clinic.example, false"
    })
    void what_is_signed_is_the_public_address_with_its_port_or_without(String ours, String signed, boolean good) {
        String signature = TwilioCaller.sign(TOKEN, signed + PATH, FORM);

        assertThat(new TwilioSignature(TOKEN, ours).isOf(PATH, FORM, signature)).isEqualTo(good);
        assertThat(new RequestValidator(TOKEN).validate(ours + PATH, FORM, signature))
                .as("Twilio's own says so too")
                .isEqualTo(good);
    }

    @Test
    void another_token_another_field_or_another_address_is_not_what_was_signed() {
        String signature = TwilioCaller.sign(TOKEN, "https://clinic.example" + PATH, FORM);
        TwilioSignature ours = new TwilioSignature(TOKEN, "https://clinic.example");

        assertThat(ours.isOf(PATH, FORM, signature)).isTrue();
        assertThat(new TwilioSignature("other", "https://clinic.example").isOf(PATH, FORM, signature))
                .isFalse();
        assertThat(ours.isOf(PATH + "1", FORM, signature)).isFalse();
        assertThat(ours.isOf(PATH, Map.of("MessageSid", "SM1"), signature)).isFalse();
        assertThat(ours.isOf(PATH, FORM, "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "AAAAAAAAAAAAAAAAAAAAAAAAAAA=, true",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAA, false",
        "'', false",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAA, false"
    })
    void what_does_not_look_like_one_is_none(String text, boolean wellFormed) {
        assertThat(TwilioSignature.isWellFormed(text)).isEqualTo(wellFormed);
    }
}
