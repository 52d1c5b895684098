/** Erases what has been kept long enough. What there is to erase each feature knows itself. */
package org.consultflow.operations.retention;
