/**
 * Metrics, audit, retention, and what is said at start. Outside: it knows the features, no feature knows it.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Operations")
package org.consultflow.operations;
