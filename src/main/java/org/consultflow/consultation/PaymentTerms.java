package org.consultflow.consultation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;

/**
 * What is to be paid before the consultation is confirmed.
 *
 * @param amount in the currency's major unit, such as 120.00
 * @param currency ISO 4217
 * @param dueBy the moment after which an unpaid booking is cancelled
 */
public record PaymentTerms(BigDecimal amount, Currency currency, Instant dueBy) {}
