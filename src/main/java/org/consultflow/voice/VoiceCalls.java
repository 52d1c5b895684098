package org.consultflow.voice;

import java.util.UUID;

/** Connects patient and provider by phone. The provider is rung first; whoever waits for a call should not wait in it. */
public interface VoiceCalls {

    /**
     * Begins a call; one that is under way is left as it is. Only writes: the phones ring a moment later.
     *
     * @param consultationId which consultation
     * @param actor who asked for it, in the audit's words
     * @throws org.consultflow.consultation.ConsultationNotFoundException if there is no such consultation
     * @throws org.consultflow.consultation.StateConflictException if it is not held by phone or video, is neither confirmed nor
     *     in session, it is not its time, or one of the two has no number
     */
    void connect(UUID consultationId, String actor);

    /**
     * As {@link #connect}, for the process, in the engine's transaction; what stands against it is kept in the history instead of
     * being thrown.
     *
     * @param consultationId which consultation
     */
    void connectAtStart(UUID consultationId);
}
