/**
 * What is held of a person, asked of every room that holds something: to export it, or to erase it. Knows no room.
 */
@org.springframework.modulith.ApplicationModule(
        displayName = "Privacy",
        type = org.springframework.modulith.ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package org.consultflow.privacy;
