package org.consultflow.video;

import java.util.Optional;

/**
 * What is needed of the provider of video rooms. Implemented by {@code channel}. Every call is made outside of any
 * transaction and returns in bounded time.
 */
public interface RoomProvider {

    /**
     * Makes sure that a room of this name is in progress.
     *
     * @param uniqueName a name nobody can guess
     * @return the room, made now or before
     * @throws RoomException if it can't be had
     */
    Room ensure(String uniqueName);

    /**
     * Looks a room up.
     *
     * @param nameOrSid unique name of a room in progress, or SID of any
     * @throws RoomException if the provider did not answer
     */
    Optional<Room> find(String nameOrSid);

    /**
     * Ends a room; one that has ended or never was is no error.
     *
     * @throws RoomException if the provider did not answer
     */
    void complete(String sid);

    /**
     * A room at the provider.
     *
     * @param sid the provider's id
     * @param status {@code in-progress}, {@code completed} or {@code failed}
     */
    record Room(String sid, String status) {}

    /** A room can't be had; the message says why in words and with the provider's code. */
    class RoomException extends RuntimeException {
        public RoomException(String message) {
            super(message);
        }
    }
}
