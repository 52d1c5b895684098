/** Moves the adjustable clock, from one moment at which something falls due to the next. */
package org.consultflow.sandbox.clock;
