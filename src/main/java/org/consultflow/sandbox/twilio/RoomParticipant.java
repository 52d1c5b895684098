package org.consultflow.sandbox.twilio;

/**
 * Somebody in a room of the stand-in.
 *
 * @param sid {@code PA…}: of this connection, another one each time they come in
 * @param roomSid of the room
 * @param identity as in their access token
 */
public record RoomParticipant(String sid, String roomSid, String identity) {}
