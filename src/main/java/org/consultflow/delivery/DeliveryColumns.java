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

    DeliveryColumns copy() {
        DeliveryColumns copy = new DeliveryColumns();
        copy.state = state;
        copy.reason = reason;
        copy.dueAt = dueAt;
        copy.notBefore = notBefore;
        copy.silentAt = silentAt;
        copy.answeredAt = answeredAt;
        copy.tries = tries;
        copy.attemptId = attemptId;
        copy.providerStatus = providerStatus;
        copy.errorCode = errorCode;
        copy.detail = detail;
        copy.waitsForProvider = waitsForProvider;
        return copy;
    }
}
