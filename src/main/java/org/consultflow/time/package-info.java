/**
 * The two clocks. What a patient feels (due dates, deadlines, silence) lives by the primary {@link java.time.Clock}, which
 * may be adjustable; leases, retry pauses, tokens and whatever is compared with another machine live by the
 * {@link org.consultflow.time.RealTime} clock. Every room may use this one; it knows none.
 */
@org.springframework.modulith.ApplicationModule(
        displayName = "Time",
        type = org.springframework.modulith.ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package org.consultflow.time;
