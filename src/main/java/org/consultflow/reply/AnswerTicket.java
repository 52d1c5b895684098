package org.consultflow.reply;

import java.util.UUID;

/**
 * What an answer link says.
 *
 * @param revision the schedule revision the patient was asked about; a later one revokes it
 * @param kind of the message it stood in
 */
record AnswerTicket(UUID consultationId, int revision, String kind) {

    private static final int PARTS = 3;

    /** As it is signed: it is readable by whoever has the link, and says nothing of anybody. */
    String content() {
        return consultationId + "." + revision + "." + kind;
    }

    /** @param content as written by {@link #content()} and signed by us */
    static AnswerTicket of(String content) {
        String[] parts = content.split("\\.", PARTS);
        return new AnswerTicket(UUID.fromString(parts[0]), Integer.parseInt(parts[1]), parts[2]);
    }
}
