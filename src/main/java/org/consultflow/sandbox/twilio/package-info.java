/**
 * A Twilio that speaks Twilio's own wire protocol, on the loopback interface: Programmable Messaging (API 2010-04-01) and
 * Video rooms (v1), as far as this service uses them. It stands for another machine: it knows nothing of the features and
 * lives by real time.
 */
package org.consultflow.sandbox.twilio;
