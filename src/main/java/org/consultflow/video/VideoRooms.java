package org.consultflow.video;

import java.util.UUID;

/** The rooms of consultations. Calls the provider: never inside a transaction. */
public interface VideoRooms {

    /**
     * Makes sure that the consultation's room is there.
     *
     * @throws RoomProvider.RoomException if it can't be had
     */
    void ensure(UUID consultationId);

    /**
     * Ends the consultation's room, if there is one.
     *
     * @throws RoomProvider.RoomException if the provider did not answer
     */
    void complete(UUID consultationId);
}
