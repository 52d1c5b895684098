package org.consultflow.consultation;

import java.util.UUID;

/** Keeps in a consultation's own history what people did about it that changes nothing of it. */
public interface ConsultationHistory {

    /**
     * Locks a consultation until the caller's transaction ends: the first lock of every command.
     *
     * @return the consultation as it stands
     * @throws ConsultationNotFoundException if there is none
     */
    Consultation lock(UUID consultationId);

    /**
     * Writes an event. Runs in the caller's transaction and locks the consultation: call it before the engine.
     *
     * @param event a code word such as {@code reply-answered}
     * @param party on whose behalf
     * @param detail without contact data or free text; or null
     * @throws ConsultationNotFoundException if there is no such consultation
     */
    void record(UUID consultationId, String event, Party party, String detail);
}
