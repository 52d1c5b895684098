package org.consultflow.video;

import java.time.Instant;

/**
 * What the provider of video rooms tells of a room. Each may come repeatedly and in any order; an unknown room is ignored.
 * Called by {@code channel} once the webhook's signature is verified.
 */
public interface RoomEvents {

    /**
     * Somebody came in.
     *
     * @param roomSid the provider's id of the room
     * @param identity as in the participant's access token
     * @param at when, as the provider says: real time
     */
    void participantJoined(String roomSid, String identity, Instant at);

    /**
     * Somebody left.
     *
     * @param roomSid the provider's id of the room
     * @param identity as in the participant's access token
     * @param at when, as the provider says: real time
     */
    void participantLeft(String roomSid, String identity, Instant at);

    /**
     * The room has ended: because it was completed, stayed empty or was never used.
     *
     * @param roomSid the provider's id of the room
     * @param at when, as the provider says: real time
     */
    void roomEnded(String roomSid, Instant at);

    /**
     * An event was told, whichever. Of a room whose numbers have a gap something was lost, and nobody is called a no-show.
     *
     * @param roomSid the provider's id of the room
     * @param number 0, 1, 2 … in each room
     * @param endsRoom whether it is the event that the room ended
     */
    void told(String roomSid, int number, boolean endsRoom);
}
