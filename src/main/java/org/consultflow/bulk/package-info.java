/** Doing many things at once that would each cost a statement of their own. Knows no other room; open to all. */
@org.springframework.modulith.ApplicationModule(
        displayName = "Bulk",
        type = org.springframework.modulith.ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package org.consultflow.bulk;
