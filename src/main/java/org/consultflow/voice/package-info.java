/**
 * Calls by phone that connect patient and provider on their own numbers, which neither sees. Knows the consultation it belongs
 * to and the people's numbers.
 */
@org.springframework.modulith.ApplicationModule(
        displayName = "Voice",
        allowedDependencies = {"consultation", "people", "crypto", "time", "audit", "privacy"})
package org.consultflow.voice;
