/**
 * Patient and provider: contact data (sealed), consent, opt-outs. Knows no other feature.
 */
@org.springframework.modulith.ApplicationModule(
        displayName = "People",
        allowedDependencies = {"bulk", "crypto", "time", "privacy"})
package org.consultflow.people;
