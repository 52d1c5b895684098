package org.consultflow.channel;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.consultflow.channel.ChannelSettings.Channel;
import org.consultflow.delivery.Content;
import org.consultflow.delivery.OutgoingMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChannelSettingsTest {

    private static final String SERVICE = "MG00000000000000000000000000000001";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ChannelSettings settings = new ChannelSettings(
            Map.of(
                    "whatsapp", new Channel(List.of(), List.of("+15005550006"), "whatsapp:", true, false, "twilio"),
                    "sms", new Channel(List.of(), List.of("", SERVICE, "+15005550007"), "", true, false, "twilio")),
            Map.of());

    @Test
    void theFirstSenderThatIsSetIsUsedAndOneThatHasItsPrefixDoesNotGetASecond() {
        assertThat(settings.sender("sms")).isEqualTo(SERVICE);
        assertThat(settings.sender("whatsapp")).isEqualTo("whatsapp:+15005550006");
        assertThat(new Channel(List.of(), List.of(), "whatsapp:", true, false, "")
                        .asProvider()
                        .prefixed("whatsapp:+15005550006"))
                .isEqualTo("whatsapp:+15005550006");
        assertThat(settings.sender("pigeon")).isEqualTo("pigeon");
    }

    @ParameterizedTest
    @CsvSource({"whatsapp:+61491570156, whatsapp", "+61491570156, sms"})
    void theChannelOfAnAddressIsToldByItsPrefix(String address, String channel) {
        assertThat(settings.channelOf(address)).isEqualTo(channel);
    }

    @Test
    void aMessagingServiceTakesThePlaceOfTheSendersNumber() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(camel);
            Content content = new Content("reminder", Locale.ENGLISH, null, null, "text", Optional.empty(), List.of());
            exchange.getMessage()
                    .setBody(new OutgoingMessage(
                            UUID.randomUUID(), UUID.randomUUID(), "sms", "sms", "+61491570156", SECOND, content));

            new TwilioAddresses(settings).process(exchange);

            assertThat(exchange.getMessage().getHeaders())
                    .containsEntry("CamelTwilio.messagingServiceSid", SERVICE)
                    .doesNotContainKey("CamelTwilio.from");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://api.twilio.com", "ftp://127.0.0.1", "api.twilio.com", "http://127.0.0.1.example.com"})
    void credentialsAreNeverSentInTheClear(String url) {
        assertThatThrownBy(() -> twilio(URI.create(url), Map.of())).hasMessageContaining("api-url must be https");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.twilio.com", "http://127.0.0.1:8081", "http://localhost:8081"})
    void httpsOrTheLoopbackInterfaceIsFine(String url) {
        assertThat(twilio(URI.create(url), Map.of()).apiUrl()).hasToString(url);
    }

    @Test
    void aContentSidThatIsNoneStopsTheStartAndNamesItsPlace() {
        assertThatThrownBy(
                        () -> twilio(URI.create("https://api.twilio.com"), Map.of("confirmation", Map.of("en", "HX1"))))
                .hasMessageContaining("content-sids.confirmation.en");
    }

    @Test
    void noSecretIsInWhatIsPrinted() {
        assertThat(twilio(URI.create("https://api.twilio.com"), Map.of()).toString())
                .doesNotContain("the-auth-token");
        assertThat(new MailSettings("mail.example.org", 587, true, "a@b.example", "user", "the-password", SECOND)
                        .toString())
                .doesNotContain("the-password");
    }

    private static TwilioSettings twilio(URI url, Map<String, Map<String, String>> contentSids) {
        return new TwilioSettings("AC1", "the-auth-token", url, url, contentSids, SECOND, SECOND);
    }
}
