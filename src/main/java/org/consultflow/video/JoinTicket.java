package org.consultflow.video;

import java.util.UUID;

/**
 * What a join link says.
 *
 * @param revision the schedule revision it was written for; a later one revokes it
 */
record JoinTicket(UUID consultationId, int revision, Participant participant) {

    /** As it is signed: it is readable by whoever has the link, and says nothing of anybody. */
    String content() {
        return consultationId + "." + revision + "." + participant.word();
    }

    /** @param content as written by {@link #content()} and signed by us */
    static JoinTicket of(String content) {
        String[] parts = content.split("\\.");
        return new JoinTicket(
                UUID.fromString(parts[0]),
                Integer.parseInt(parts[1]),
                Participant.of(parts[2]).orElseThrow());
    }
}
