/**
 * How a page for people is written: its words in the reader's language, its template. Every room may use this one; it knows
 * none.
 */
@org.springframework.modulith.ApplicationModule(
        displayName = "Page",
        type = org.springframework.modulith.ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package org.consultflow.page;
