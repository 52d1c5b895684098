package org.consultflow.delivery;

import java.time.Instant;
import java.util.UUID;

/** A row of {@code attempt}. */
record AttemptRow(
        UUID id,
        UUID deliveryId,
        int number,
        AttemptState state,
        String provider,
        boolean askable,
        byte[] recipientSealed,
        Instant claimedAt,
        int looks,
        String providerId,
        ReceiptStatus providerStatus) {}
