package org.consultflow.notification;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

import org.consultflow.delivery.DeliveryLedger.Position;

/** A place in the ledger as callers hold it: nothing that they could read or make themselves. */
final class DeliveryCursor {

    private static final int BYTES = Long.BYTES * 3;

    private DeliveryCursor() {}

    static String of(Position position) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, position.requestedAt()))
                .putLong(position.id().getMostSignificantBits())
                .putLong(position.id().getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws IllegalArgumentException if it is none of ours */
    static Position read(String cursor) {
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("it has another length");
        }
        ByteBuffer read = ByteBuffer.wrap(bytes);
        long micros = read.getLong();
        // what PostgreSQL can compare: the years 0 to 9999
        if (micros < -62_167_219_200_000_000L || micros > 253_402_300_799_000_000L) {
            throw new IllegalArgumentException("it is no moment");
        }
        return new Position(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new UUID(read.getLong(), read.getLong()));
    }
}
