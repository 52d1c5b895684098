/**
 * Video rooms, access tokens, join links and page. Knows the consultation it belongs to.
 */
@org.springframework.modulith.ApplicationModule(
        displayName = "Video",
        allowedDependencies = {
            "consultation",
            "people",
            "crypto",
            "time",
            "telemetry",
            "page",
            "audit",
            "bulk",
            "privacy"
        })
package org.consultflow.video;
