/**
 * What is seen of the service from outside: figures that the database is asked for, and the trail of a consultation through
 * logs and traces. Every room may use this one; it knows none. What a room counts itself, it counts with Micrometer's
 * {@code MeterRegistry} in one class of its own.
 */
@org.springframework.modulith.ApplicationModule(
        displayName = "Telemetry",
        type = org.springframework.modulith.ApplicationModule.Type.OPEN,
        allowedDependencies = {"time"})
package org.consultflow.telemetry;
