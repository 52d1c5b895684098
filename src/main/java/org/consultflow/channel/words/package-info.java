/**
 * The words: fills {@code templates/} with the facts of a message and writes its calendar entry. Knows Freemarker and
 * ical4j; neither Camel nor Twilio. Nothing here touches the network.
 */
package org.consultflow.channel.words;
