package org.consultflow.video;

import java.util.UUID;

/**
 * A consultation's room, opened. Name and SID would let somebody in who has a key to the account: {@link #toString()} has
 * neither.
 *
 * @param name unique name at the provider
 * @param sid the provider's id; null while it is not known
 */
record StoredRoom(UUID consultationId, String name, String sid, RoomStatus status) {

    @Override
    public String toString() {
        return "StoredRoom[" + consultationId + ", " + status.word() + "]";
    }
}
