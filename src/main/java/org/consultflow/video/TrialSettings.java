package org.consultflow.video;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How trial calls are held, {@code consultflow.video.trial-call}.
 *
 * @param length from when both have come until the server ends it, by real time; 5 seconds to 5 minutes
 */
@ConfigurationProperties("consultflow.video.trial-call")
record TrialSettings(@DefaultValue("15s") Duration length) {

    TrialSettings {
        if (length.toSeconds() < 5 || length.toMinutes() > 5) {
            throw new IllegalArgumentException("consultflow.video.trial-call.length must be 5s to 5m");
        }
    }
}
