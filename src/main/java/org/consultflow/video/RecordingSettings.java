package org.consultflow.video;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether calls may be recorded, {@code consultflow.video.recording}.
 *
 * @param enabled whether providers are offered it; the patient is asked each time all the same
 * @param keepFor after which a recording is deleted at the provider of rooms, by the adjustable clock
 * @param linkGoodFor how long a link to a recording opens it, by real time
 */
@ConfigurationProperties("consultflow.video.recording")
record RecordingSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("30d") Duration keepFor,
        @DefaultValue("5m") Duration linkGoodFor) {

    RecordingSettings {
        if (keepFor.isNegative() || keepFor.isZero()) {
            throw new IllegalArgumentException("consultflow.video.recording.keep-for must be longer than nothing");
        }
        if (linkGoodFor.toSeconds() < 1 || linkGoodFor.toHours() > 24) {
            throw new IllegalArgumentException("consultflow.video.recording.link-good-for must be 1s to 24h");
        }
    }
}
