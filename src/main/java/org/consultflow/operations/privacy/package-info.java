/** A person's data on request: all of it given out, or erased. */
package org.consultflow.operations.privacy;
