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
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChannelSettingsTest {

    private static final String SERVICE = "MG00000000000000000000000000000001";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ChannelSettings settings = new ChannelSettings(
            Map.of(
                    "whatsapp", new Channel(List.of(), List.of("+15005550006"), "whatsapp:", true, false, "twilio", 0),
                    "sms", new Channel(List.of(), List.of("", SERVICE, "+15005550007"), "", true, false, "twilio", 0)),
            Map.of());

    @Test
    void theFirstSenderThatIsSetIsUsedAndOneThatHasItsPrefixDoesNotGetASecond() {
        assertThat(settings.sender("sms")).isEqualTo(SERVICE);
        assertThat(settings.sender("whatsapp")).isEqualTo("whatsapp:+15005550006");
        assertThat(new Channel(List.of(), List.of(), "whatsapp:", true, false, "", 0)
                        .asProvider()
                        .prefixed("whatsapp:+15005550006"))
                .isEqualTo("whatsapp:+15005550006");
        assertThat(settings.sender("pigeon")).isEqualTo("pigeon");
    }

    @Test
    void aRealNumberHasTwiliosRateAndTheStandInNone() throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("delivered", new ClassPathResource("application.yml"))
                .forEach(environment.getPropertySources()::addLast);
        assertThat(environment.getProperty("consultflow.channels.whatsapp.rate"))
                .isEqualTo("80");
        assertThat(environment.getProperty("consultflow.channels.sms.rate")).isEqualTo("1");
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "stand-in",
                        Map.of("consultflow.stand-in.whatsapp-rate", 0, "consultflow.stand-in.sms-rate", 0)));
        assertThat(environment.getProperty("consultflow.channels.whatsapp.rate"))
                .isEqualTo("0");
        assertThat(environment.getProperty("consultflow.channels.sms.rate")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0.0001, 10_001, Double.NaN, Double.POSITIVE_INFINITY})
    void aRateThatCannotBeMeantStopsTheStart(double rate) {
        assertThatThrownBy(() -> new Channel(List.of(), List.of(), "", true, false, "", rate).asProvider())
                .hasMessageContaining("messages a second");
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
