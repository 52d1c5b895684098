package org.consultflow.delivery;

import java.time.Instant;
import java.util.UUID;

/** What may change of a delivery. */
final class DeliveryColumns {
    DeliveryState state;
    String reason;
    Instant dueAt;
    Instant notBefore;
    Instant silentAt;
    Instant answeredAt;
    int tries;
    UUID attemptId;
    String providerStatus;
    Integer errorCode;
    String detail;
    boolean waitsForProvider;
}
