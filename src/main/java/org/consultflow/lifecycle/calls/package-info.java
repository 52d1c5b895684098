/**
 * The pages behind the tasks of people at the desk: to phone somebody, to answer a patient. They read contact data and texts
 * when they are shown, and hand none of it to the engine: what a process or a task holds stays in the history for good.
 */
package org.consultflow.lifecycle.calls;
