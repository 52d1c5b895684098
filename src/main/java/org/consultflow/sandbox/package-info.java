/**
 * Stand-ins for the database, Twilio, SMTP and payment, and the page that shows them; absent unless used. Outside: it knows the features, no feature knows it.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Sandbox")
package org.consultflow.sandbox;
