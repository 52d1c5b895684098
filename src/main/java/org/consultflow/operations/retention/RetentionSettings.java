package org.consultflow.operations.retention;

import java.time.Duration;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what is kept, {@code consultflow.retention}. Zero: for ever.
 *
 * @param patients names and addresses of patients, after the start of their last visit
 * @param providers names and addresses of providers, likewise
 * @param addresses to whom each message went, after the start of the visit
 * @param texts place and reason of a visit, after its start
 * @param replies what people wrote to us and from where, after it came
 * @param chat what was written in a call, and who waited at its door, after the planned end
 */
@ConfigurationProperties("consultflow.retention")
record RetentionSettings(
        @DefaultValue("90d") Duration patients,
        @DefaultValue("365d") Duration providers,
        @DefaultValue("90d") Duration addresses,
        @DefaultValue("90d") Duration texts,
        @DefaultValue("90d") Duration replies,
        @DefaultValue("30d") Duration chat) {

    /** A visit may last a day, and a week after its end it is still written about. */
    private static final Duration LEAST = Duration.ofDays(9);

    RetentionSettings {
        if (Stream.of(patients, providers, addresses, texts, replies, chat)
                .anyMatch(keep -> !keep.isZero() && keep.compareTo(LEAST) < 0)) {
            throw new IllegalArgumentException(
                    "consultflow.retention.*: must be 9d or longer, because a visit is written about until a week after its"
                            + " end; or 0, to keep it for ever");
        }
    }

    Duration of(Kind kind) {
        return switch (kind) {
            case PATIENTS -> patients;
            case PROVIDERS -> providers;
            case ADDRESSES -> addresses;
            case TEXTS -> texts;
            case REPLIES -> replies;
            case CHAT -> chat;
        };
    }
}
