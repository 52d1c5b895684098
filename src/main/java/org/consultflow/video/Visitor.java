package org.consultflow.video;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody who has come to the door of a visit.
 *
 * @param revision the schedule revision of the link they came by
 * @param arrivedAt by the adjustable clock
 * @param left whether they have said that they leave
 * @param seenAt when their page was last heard of, by real time
 * @param chatRead number of the last line of the chat that was shown to them; 0 for none
 */
record Visitor(
        UUID consultationId,
        int revision,
        Participant participant,
        Admission admission,
        Instant arrivedAt,
        boolean left,
        Instant seenAt,
        int chatRead) {}
