/**
 * Who did what to which consultation: rows that are only appended to, chained so that tampering shows. Every room may write
 * here; it knows none.
 */
@org.springframework.modulith.ApplicationModule(
        displayName = "Audit",
        type = org.springframework.modulith.ApplicationModule.Type.OPEN,
        allowedDependencies = {"crypto", "time"})
package org.consultflow.audit;
