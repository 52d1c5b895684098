package org.consultflow.consultation;

import java.util.UUID;

/** What became of a phone call that a person was asked for, kept in the consultation's own history. */
public interface CallRecord {

    /**
     * Writes the event {@code call-made}. Runs in the caller's transaction and locks the consultation: call it before the
     * engine.
     *
     * @param reached whether the person answered
     * @param byUser id of the engine's user who phoned; no contact data
     * @throws ConsultationNotFoundException if there is no such consultation
     */
    void recordCall(UUID consultationId, boolean reached, String byUser);
}
