/**
 * The engine's attack surface: what a model may contain, what an expression may see, what may become a variable, and what
 * may be asked of engine-rest. Whatever is not known to be needed is refused, in words for the person who sent it.
 */
package org.consultflow.lifecycle.guard;
