/**
 * Who may do what. Outside: it knows the features, no feature knows it.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Security")
package org.consultflow.security;
