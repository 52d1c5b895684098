package org.consultflow.video;

import java.util.UUID;

import org.consultflow.audit.Audit;
import org.consultflow.consultation.ConsultationHistory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** That a recording is to go, and that it has gone, is in the consultation's history and in the audit. */
@Component
class RecordingDeletion {

    private final Recordings recordings;
    private final ConsultationHistory history;
    private final Audit audit;

    RecordingDeletion(Recordings recordings, ConsultationHistory history, Audit audit) {
        this.recordings = recordings;
        this.history = history;
        this.audit = audit;
    }

    /**
     * Asks for it; asked again, nothing happens.
     *
     * @param who in the audit's words
     * @param why a code word
     */
    @Transactional
    public void ask(Recording recording, String who, String why) {
        if (recordings.askForDeletion(recording, who)) {
            audit.record(
                    who,
                    "recording-deletion-asked",
                    recording.consultationId(),
                    "recording=" + recording.id() + " why=" + why);
        }
    }

    /** Asks for all of a consultation. */
    @Transactional
    public void askForAll(UUID consultationId, String who, String why) {
        recordings.of(consultationId).forEach(recording -> ask(recording, who, why));
    }

    /** The provider of rooms has deleted it. */
    @Transactional
    public void done(Recording recording) {
        history.lock(recording.consultationId());
        if (recordings.deleted(recording)) {
            history.record(recording.consultationId(), "recording-deleted", null, recording.kind());
            audit.record(
                    recording.deletionAskedBy(),
                    "recording-deleted",
                    recording.consultationId(),
                    "recording=" + recording.id());
        }
    }
}
