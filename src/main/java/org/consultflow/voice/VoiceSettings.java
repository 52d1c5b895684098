package org.consultflow.voice;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How calls are made, {@code consultflow.voice}.
 *
 * @param tries how often each is rung at most
 * @param pause between the end of a try that nobody took and the next, by real time
 */
@ConfigurationProperties("consultflow.voice")
record VoiceSettings(
        @DefaultValue("3") int tries, @DefaultValue("1m") Duration pause) {

    VoiceSettings {
        if (tries < 1 || tries > 10) {
            throw new IllegalArgumentException("consultflow.voice.tries must be 1 to 10");
        }
    }
}
