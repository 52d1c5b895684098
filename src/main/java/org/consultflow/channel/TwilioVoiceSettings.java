package org.consultflow.channel;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Twilio rings people, {@code consultflow.twilio.voice}.
 *
 * @param ringFor how long a phone rings before nobody has answered, by real time; Twilio takes whole seconds, 600 at most
 * @param greeting what is said before the two are connected, by language; {@code {clinic}} is the clinic's name. No personal
 *     data: a mailbox may hear it
 */
@ConfigurationProperties("consultflow.twilio.voice")
record TwilioVoiceSettings(
        @DefaultValue("30s") Duration ringFor, @DefaultValue Map<String, String> greeting) {

    private static final String FALLBACK = "en";

    /** The language that will be spoken to somebody of this locale. */
    String language(Locale locale) {
        return greeting.containsKey(locale.getLanguage()) ? locale.getLanguage() : FALLBACK;
    }

    String greeting(String language, String clinic) {
        return greeting.getOrDefault(language, "").replace("{clinic}", clinic);
    }
}
