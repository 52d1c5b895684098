/** Who did what to the engine itself, for the audit. */
package org.consultflow.lifecycle.trace;
