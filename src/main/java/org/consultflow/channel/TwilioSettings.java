package org.consultflow.channel;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Twilio is reached, {@code consultflow.twilio}.
 *
 * @param accountSid the account's SID
 * @param authToken signs Twilio's webhooks, and opens its API together with the SID
 * @param apiUrl where the messaging API lives
 * @param videoUrl where the video API lives
 * @param contentSids approved WhatsApp templates: kind, language, ContentSid
 * @param connectTimeout how long a connection may take to come about
 * @param readTimeout how long an answer may stay away
 */
@ConfigurationProperties("consultflow.twilio")
record TwilioSettings(
        String accountSid,
        String authToken,
        URI apiUrl,
        URI videoUrl,
        @DefaultValue Map<String, Map<String, String>> contentSids,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    TwilioSettings {
        mustBeSafe("api-url", apiUrl);
        mustBeSafe("video-url", videoUrl);
        contentSids.forEach((kind, byLanguage) -> byLanguage.forEach((language, sid) -> {
            if (!sid.matches("HX[0-9a-fA-F]{32}")) {
                throw new IllegalArgumentException("consultflow.twilio.content-sids." + kind + "." + language
                        + " is no ContentSid: HX and 32 hexadecimal digits");
            }
        }));
    }

    /** The approved template for a kind in a language, if one is configured. */
    Optional<String> contentSid(String kind, Locale locale) {
        return Optional.ofNullable(contentSids.getOrDefault(kind, Map.of()).get(locale.getLanguage()));
    }

    private static void mustBeSafe(String name, URI url) {
        boolean https = "https".equals(url.getScheme());
        boolean http = "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
        if (!https && !http) {
            throw new IllegalArgumentException(
                    "consultflow.twilio." + name + " must be https (http only on the loopback interface)");
        }
    }

    @Override
    public String toString() {
        return "TwilioSettings[" + apiUrl + ", " + videoUrl + "]";
    }
}
