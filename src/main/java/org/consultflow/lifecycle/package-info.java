/**
 * The only room that knows Camunda: delegates, correlation, decisions, deployment, guards. Outside: it knows the features, no feature knows it.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Lifecycle")
package org.consultflow.lifecycle;
