/**
 * What to tell whom and when: kinds, the reminder plan, suppression, what a message is made of. Its rules are plain Java.
 */
@org.springframework.modulith.ApplicationModule(
        displayName = "Notification",
        allowedDependencies = {"consultation", "people", "delivery", "crypto", "time", "audit"})
package org.consultflow.notification;
