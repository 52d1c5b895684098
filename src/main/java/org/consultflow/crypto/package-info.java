/**
 * Keeps what must not be read (sealed contact data), what must not be forged (signed links) and what must be found
 * without being read (lookup keys). Every room may use this one; it knows none.
 */
@org.springframework.modulith.ApplicationModule(
        displayName = "Crypto",
        type = org.springframework.modulith.ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package org.consultflow.crypto;
