package org.consultflow.video;

import java.net.URI;
import java.time.Duration;

/**
 * What is needed of the provider of video rooms for recordings. Implemented by {@code channel}. Every call is made outside of
 * any transaction and returns in bounded time.
 */
public interface RecordingProvider {

    /**
     * Says whether a room is recorded from now on; said again, nothing happens.
     *
     * @param roomSid the provider's id of a room in progress
     * @throws RoomProvider.RoomException if the provider did not take it
     */
    void record(String roomSid, boolean on);

    /**
     * A link that opens a recording without a login.
     *
     * @param recordingSid the provider's id
     * @param goodFor how long it opens it
     * @throws RoomProvider.RoomException if the provider did not give one
     */
    URI media(String recordingSid, Duration goodFor);

    /**
     * Deletes a recording for good; one that is not there is no error.
     *
     * @param recordingSid the provider's id
     * @throws RoomProvider.RoomException if the provider did not do it
     */
    void delete(String recordingSid);
}
