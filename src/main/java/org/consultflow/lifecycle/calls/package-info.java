/**
 * The page behind the task to phone somebody. It reads contact data when it is shown, and hands none of it to the engine:
 * what a process or a task holds stays in the history for good.
 */
package org.consultflow.lifecycle.calls;
