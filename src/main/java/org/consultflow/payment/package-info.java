/**
 * Payment requests and confirmations. Knows the consultation that is paid for.
 */
@org.springframework.modulith.ApplicationModule(
        displayName = "Payment",
        allowedDependencies = {"consultation", "crypto", "time"})
package org.consultflow.payment;
