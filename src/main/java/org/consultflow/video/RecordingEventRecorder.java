package org.consultflow.video;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.time.AdjustableClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what is told of recordings. What was recorded although nobody agreed to it, for whatever reason, is deleted. */
@Component
class RecordingEventRecorder implements RecordingEvents {

    private static final Logger log = LoggerFactory.getLogger(RecordingEventRecorder.class);

    private final StoredRooms rooms;
    private final RecordingConsents consents;
    private final Recordings recordings;
    private final RecordingDeletion deletion;
    private final Identities identities;
    private final Clock clock;

    RecordingEventRecorder(
            StoredRooms rooms,
            RecordingConsents consents,
            Recordings recordings,
            RecordingDeletion deletion,
            Identities identities,
            Clock clock) {
        this.rooms = rooms;
        this.consents = consents;
        this.recordings = recordings;
        this.deletion = deletion;
        this.identities = identities;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void told(News news) {
        Optional<UUID> visit = rooms.findBySid(news.roomSid())
                .map(StoredRoom::consultationId)
                .or(() -> consents.visitOf(rooms.keyOf(news.roomSid())));
        visit.ifPresent(id -> {
            Participant participant =
                    identities.participantOf(id, news.identity()).orElse(null);
            Recording recording = recordings.note(id, participant, news, onOurClock(news.at()));
            boolean agreed = consents.of(id).stream().anyMatch(consent -> "yes".equals(consent.answer()));
            if (!agreed) {
                log.warn("consultation {}: something was recorded without consent, it is deleted", id);
                deletion.ask(recording, "service", "no-consent");
            }
        });
    }

    private Instant onOurClock(Instant realTime) {
        return clock instanceof AdjustableClock adjustable ? realTime.plus(adjustable.offset()) : realTime;
    }
}
