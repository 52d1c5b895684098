/** The media side of the stand-in Twilio: two browsers speak to each other, the service only passes on how to. */
package org.consultflow.sandbox.video;
