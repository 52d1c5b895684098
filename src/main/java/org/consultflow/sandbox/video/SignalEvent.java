package org.consultflow.sandbox.video;

/**
 * What a connection is told.
 *
 * @param name {@code peers}, {@code joined}, {@code left}, {@code signal} or {@code ended}
 * @param data in the event's own form
 */
record SignalEvent(String name, Object data) {}
