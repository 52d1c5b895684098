/**
 * What ops see and do in Cockpit: a plugin with a page part in {@code plugin-webapp/consultflow} and the resources that it
 * asks. What is shown is asked of the features; who may see it and act is what the engine's authorizations say.
 */
package org.consultflow.lifecycle.cockpit;
