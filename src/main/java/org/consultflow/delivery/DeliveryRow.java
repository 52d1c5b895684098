package org.consultflow.delivery;

import java.time.Instant;
import java.util.UUID;

/** A row of {@code delivery}. */
record DeliveryRow(
        UUID id,
        UUID noticeId,
        int chain,
        int position,
        String channel,
        DeliveryState state,
        String reason,
        Instant dueAt,
        Instant deadline,
        int tries,
        UUID attemptId,
        String providerStatus,
        Integer errorCode) {}
