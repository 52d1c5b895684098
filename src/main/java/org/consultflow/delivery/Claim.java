package org.consultflow.delivery;

import java.time.Instant;
import java.util.UUID;

import org.consultflow.delivery.Correspondence.Dossier;

/**
 * What was taken in hand.
 *
 * @param row as it was written with the attempt, and never changed here: others may have changed what stands there since
 * @param attempt as it was written
 * @param words which words were announced, see {@link Content#version()}
 */
record Claim(Delivery row, Attempt attempt, String address, String words, Dossier dossier) {

    UUID deliveryId() {
        return row.id();
    }

    NoticeKey notice() {
        return row.notice().key();
    }

    String channel() {
        return row.channel();
    }

    Instant deadline() {
        return row.deadline();
    }

    Content compose() {
        return dossier.compose(notice(), channel());
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
        return "Claim[" + deliveryId() + "]";
    }
}
