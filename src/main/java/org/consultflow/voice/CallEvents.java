package org.consultflow.voice;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What the provider of phone calls asks and tells. Each may come repeatedly and in any order; an unknown leg is ignored. Called
 * by {@code channel} once the webhook's signature is verified.
 */
public interface CallEvents {

    /**
     * A phone was answered.
     *
     * @param leg as given to {@link VoiceProvider#dial}
     * @param sid the provider's id of the call
     * @param human whether by a person, as far as the provider can tell; a mailbox is never connected
     * @return what the person is connected to; empty if there is nothing any more: hang up
     */
    Optional<Connection> answered(UUID leg, String sid, boolean human);

    /**
     * A call has ended, or will never begin.
     *
     * @param leg as given to {@link VoiceProvider#dial}
     * @param sid the provider's id of the call
     * @param end how
     * @param code the provider's error code; or null
     */
    void ended(UUID leg, String sid, End end, Integer code);

    /**
     * Where a person is connected to.
     *
     * @param conference a name nobody can guess, without personal data; the same for both
     * @param language of what is said before
     */
    record Connection(String conference, Locale language) {}

    /** How a call ended, by the provider's words. */
    enum End {
        COMPLETED,
        BUSY,
        NO_ANSWER,
        FAILED,
        CANCELED
    }
}
