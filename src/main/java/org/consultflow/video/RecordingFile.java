package org.consultflow.video;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import org.consultflow.privacy.PersonalData;
import org.consultflow.privacy.Subject;
import org.consultflow.video.RecordingController.ConsentResource;
import org.springframework.stereotype.Component;

/**
 * What was recorded of a person's visits and what the patient said to it. The sound and the pictures stay where they are: who
 * may open them asks for a link to each, which is in the audit.
 */
@Component
class RecordingFile implements PersonalData {

    private final RecordingConsents consents;
    private final Recordings recordings;
    private final RecordingSettings settings;

    RecordingFile(RecordingConsents consents, Recordings recordings, RecordingSettings settings) {
        this.consents = consents;
        this.recordings = recordings;
        this.settings = settings;
    }

    /**
     * A visit in which was asked whether it may be recorded.
     *
     * @param consents each question, and what the patient answered
     * @param recordings those that the provider of rooms still has
     */
    record Held(UUID consultationId, List<ConsentResource> consents, List<Track> recordings) {}

    /**
     * A participant's sound or picture.
     *
     * @param keptUntil when it is deleted by itself, by the adjustable clock; null if somebody has asked for that already
     * @param link {@code GET} there, with the key of the API, answers with a link that opens it; null if nothing can be opened
     */
    record Track(
            UUID id,
            String participant,
            String kind,
            String status,
            Instant recordedAt,
            Integer seconds,
            Instant keptUntil,
            String link) {}

    @Override
    public String name() {
        return "recordings";
    }

    @Override
    public List<Held> export(Subject subject) {
        Map<UUID, List<RecordingConsent>> asked = consents.of(subject.consultations()).stream()
                .collect(Collectors.groupingBy(RecordingConsent::consultationId));
        Map<UUID, List<Recording>> recorded = recordings.of(subject.consultations()).stream()
                .filter(recording -> recording.deletedAt() == null && concerns(subject, recording))
                .collect(Collectors.groupingBy(Recording::consultationId));
        Collection<UUID> visits = new TreeSet<>(asked.keySet());
        visits.addAll(recorded.keySet());
        return visits.stream()
                .map(visit -> new Held(
                        visit,
                        asked.getOrDefault(visit, List.of()).stream()
                                .map(ConsentResource::of)
                                .toList(),
                        recorded.getOrDefault(visit, List.of()).stream()
                                .map(this::track)
                                .toList()))
                .toList();
    }

    /** What is said to a patient is about the patient; what a patient says is not about the provider. */
    private static boolean concerns(Subject subject, Recording recording) {
        return subject.role().equals(Participant.PATIENT.word())
                || subject.role().equals(recording.participant());
    }

    private Track track(Recording recording) {
        return new Track(
                recording.id(),
                recording.participant(),
                recording.kind(),
                recording.state(),
                recording.startedAt(),
                recording.seconds(),
                recording.deletionAskedAt() == null ? recording.startedAt().plus(settings.keepFor()) : null,
                recording.state().equals("completed")
                        ? "/api/consultations/" + recording.consultationId() + "/recordings/" + recording.id()
                                + "/media"
                        : null);
    }

    @Override
    public void erase(Subject subject) {
        // what a visit leaves behind goes together, see CallFile: its recordings are deleted at the provider of rooms
    }
}
