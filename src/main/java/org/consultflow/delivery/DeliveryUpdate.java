package org.consultflow.delivery;

import java.time.Instant;
import java.util.UUID;

/** What may change of a delivery, as it is written; its components are named as the columns. */
record DeliveryUpdate(
        UUID id,
        DeliveryState state,
        String reason,
        Instant dueAt,
        Instant notBefore,
        Instant silentAt,
        Instant answeredAt,
        int tries,
        UUID attemptId,
        String providerStatus,
        Integer errorCode,
        String detail,
        boolean waitsForProvider) {}
