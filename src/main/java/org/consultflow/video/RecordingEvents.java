package org.consultflow.video;

import java.time.Instant;

/**
 * What the provider of video rooms tells of recordings. Each may come repeatedly and in any order; one of an unknown room is
 * ignored. Called by {@code channel} once the webhook's signature is verified.
 */
public interface RecordingEvents {

    /** A recording began, is complete, or failed. */
    void told(News news);

    /**
     * What is told of a recording.
     *
     * @param roomSid the provider's id of the room
     * @param recordingSid the provider's id of the recording
     * @param identity of whom it is a recording, as in the participant's access token; empty if that is not told
     * @param kind {@code audio}, {@code video} or {@code data}; null if that is not told
     * @param state where it stands
     * @param seconds how long it is; null if that is not told
     * @param bytes how large it is; null if that is not told
     * @param at when that was, as the provider says: real time
     */
    record News(
            String roomSid,
            String recordingSid,
            String identity,
            String kind,
            State state,
            Integer seconds,
            Long bytes,
            Instant at) {

        @Override
        public String toString() {
            return "News[" + state + "]";
        }
    }

    /** Where a recording stands: it only goes forward. */
    enum State {
        PROCESSING,
        COMPLETED,
        FAILED
    }
}
