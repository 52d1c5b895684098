package org.consultflow.video;

import java.util.UUID;

/** The rooms of consultations. Calls the provider: never inside a transaction. */
public interface VideoRooms {

    /**
     * Makes sure that the consultation's room is there. Asked again, or by two at once, there is one room. One that has
     * expired is replaced by another, under another name.
     *
     * @param consultationId which consultation
     * @throws IllegalStateException inside a transaction
     * @throws org.consultflow.consultation.ConsultationNotFoundException if there is no such consultation
     * @throws org.consultflow.consultation.StateConflictException if its type has no room, or if it is neither confirmed nor
     *     in session
     * @throws RoomProvider.RoomException if it can't be had
     */
    void ensure(UUID consultationId);

    /**
     * Whether the consultation's room is there, as far as is known here; the provider is not asked.
     *
     * @param consultationId which consultation
     */
    boolean ready(UUID consultationId);

    /**
     * Ends the consultation's room, if there is one; asked again, nothing happens.
     *
     * @param consultationId which consultation
     * @throws IllegalStateException inside a transaction
     * @throws RoomProvider.RoomException if the provider did not answer
     */
    void complete(UUID consultationId);
}
