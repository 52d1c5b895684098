package org.consultflow.video;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.consultflow.video.RecordingDesk.Order;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells the provider of rooms what was decided: to record, to stop, to delete. What it did not take is told again, after a
 * restart and by another node too: every call may be made twice.
 */
@Component
class RecordingWorker {

    private static final Logger log = LoggerFactory.getLogger(RecordingWorker.class);

    private static final Duration ASK_AGAIN = Duration.ofMinutes(5);

    /** To start, and to stop what was stopped meanwhile. */
    private static final int TURNS = 3;

    private final RecordingDesk desk;
    private final RecordingConsents consents;
    private final Recordings recordings;
    private final RecordingDeletion deletion;
    private final RecordingProvider provider;
    private final RecordingSettings settings;

    RecordingWorker(
            RecordingDesk desk,
            RecordingConsents consents,
            Recordings recordings,
            RecordingDeletion deletion,
            RecordingProvider provider,
            RecordingSettings settings) {
        this.desk = desk;
        this.consents = consents;
        this.recordings = recordings;
        this.deletion = deletion;
        this.provider = provider;
        this.settings = settings;
    }

    /** Tells what is to be told of a visit; whoever comes while it is being told leaves it to the other. */
    void settle(UUID consultationId) {
        for (int turn = 0; turn < TURNS; turn++) {
            Optional<Order> order = desk.take(consultationId);
            if (order.isEmpty()) {
                return;
            }
            try {
                provider.record(order.get().roomSid(), order.get().on());
            } catch (RoomProvider.RoomException refused) {
                log.warn(
                        "consultation {}: the recording could not be turned {}; it is tried again",
                        consultationId,
                        order.get().on() ? "on" : "off");
                desk.failed(order.get());
                return;
            }
            desk.done(order.get());
        }
    }

    /** @return whether the provider of rooms has deleted it; if not, it is asked again later */
    boolean delete(Recording recording) {
        try {
            provider.delete(recording.sid());
        } catch (RoomProvider.RoomException refused) {
            log.warn("recording {} could not be deleted; it is tried again", recording.id());
            recordings.askAgain(recording, ASK_AGAIN);
            return false;
        }
        deletion.done(recording);
        return true;
    }

    @Scheduled(
            fixedDelayString = "${consultflow.video.recording.sweep-interval:15s}",
            initialDelayString = "${consultflow.video.recording.sweep-interval:15s}")
    void sweep() {
        each(consents.unsettled(), this::settle);
        each(recordings.keptFor(settings.keepFor()), old -> deletion.ask(old, "service", "retention"));
        each(recordings.toDelete(), this::delete);
    }

    /** One that fails must not keep the others. */
    private static <T> void each(List<T> all, Consumer<T> what) {
        for (T one : all) {
            try {
                what.accept(one);
            } catch (RuntimeException failure) {
                log.error(
                        "something about a recording was not done; it is tried again: {}",
                        failure.getClass().getName());
            }
        }
    }
}
