/**
 * The only room that knows Camel and Twilio: beans behind {@code routes/}, templates, provider webhooks. Outside: it knows the features, no feature knows it.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Channel")
package org.consultflow.channel;
