package org.consultflow.delivery;

import java.util.UUID;

/**
 * What a provider says, later, about an attempt.
 *
 * @param attemptId the reference that came back in the callback's URL
 * @param providerId the provider's id of the message; null if the provider does not repeat it in its receipts
 * @param status where it stands
 * @param errorCode the provider's code, or null
 * @param onFailure what the code asks for, if the status is a failure; else null
 */
public record Receipt(UUID attemptId, String providerId, ReceiptStatus status, Integer errorCode, Remedy onFailure) {}
