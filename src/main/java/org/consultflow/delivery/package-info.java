/**
 * How a message got there: outbox, attempts, receipts, fallback, reconciliation. The one side-effect door. Knows no other
 * feature: whether a message is still true and what it says is asked through {@code Correspondence}.
 */
@org.springframework.modulith.ApplicationModule(
        displayName = "Delivery",
        allowedDependencies = {"bulk", "crypto", "time", "telemetry", "privacy"})
package org.consultflow.delivery;
