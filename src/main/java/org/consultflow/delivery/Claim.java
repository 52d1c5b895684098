package org.consultflow.delivery;

import java.time.Instant;
import java.util.UUID;

import org.consultflow.delivery.Correspondence.Dossier;

/**
 * What was taken in hand.
 *
 * @param words which words were announced, see {@link Content#version()}
 */
record Claim(
        UUID deliveryId,
        NoticeKey notice,
        String channel,
        Instant deadline,
        Attempt attempt,
        String address,
        String words,
        Dossier dossier) {

    Content compose() {
        return dossier.compose(notice, channel);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Claim claim && claim.attempt.id().equals(attempt.id());
    }

    @Override
    public int hashCode() {
        return attempt.id().hashCode();
    }

    @Override
    public String toString() {
        return "Claim[" + deliveryId + "]";
    }
}
