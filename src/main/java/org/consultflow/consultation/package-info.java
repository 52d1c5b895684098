/**
 * What was booked: the aggregate, its schedule, commands, REST, domain events. Who takes part is kept by {@code people},
 * because a booking says both in one breath; no other feature is known here.
 */
@org.springframework.modulith.ApplicationModule(
        displayName = "Consultation",
        allowedDependencies = {"people", "bulk", "crypto", "time", "telemetry", "privacy"})
package org.consultflow.consultation;
