package org.consultflow.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.consultflow.consultation.Consultation;
import org.consultflow.delivery.Correspondence.Clearance;
import org.consultflow.delivery.Correspondence.NotBefore;
import org.consultflow.delivery.Correspondence.Objection;
import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.consultflow.notification.QuietSettings.Ignored;
import org.consultflow.people.QuietHours;
import org.consultflow.people.QuietHours.Mode;
import org.consultflow.people.QuietHours.Stretch;

/** What quiet hours mean for a message. Plain: hours and moments in, answer out. */
final class QuietRules {

    /** A patient may be on the way. */
    private static final Duration NEAR = Duration.ofHours(24);

    private QuietRules() {}

    /**
     * What stands against a message that would make a sound now.
     *
     * <p>One that was to be brought forward and falls into quiet hours all the same (booked too late for that, or the second
     * channel of a chain) waits for their end, as it is still wanted.
     *
     * @return empty if nothing does
     */
    static Optional<Clearance> objection(QuietHours hours, Instant now) {
        return hours.around(now)
                .map(quiet -> hours.mode() == Mode.DROP
                        ? new Objection(ThisChannel.QUIET_HOURS)
                        : new NotBefore(quiet.end(), ThisChannel.QUIET_HOURS));
    }

    /**
     * When a reminder is due.
     *
     * @param due by the plan
     * @param lead how long before quiet hours begin
     * @param now when it is planned
     * @return the moment before quiet hours begin, if they ask for it and it is still ahead; else as by the plan
     */
    static Instant due(QuietHours hours, Instant due, Duration lead, Instant now) {
        if (hours.mode() != Mode.BRING_FORWARD) {
            return due;
        }
        return hours.around(due)
                .map(Stretch::begin)
                .map(begin -> begin.minus(lead))
                .filter(now::isBefore)
                .orElse(due);
    }

    /** Whether a kind goes out all the same. */
    static boolean ignored(Ignored ignored, Consultation consultation, Instant now) {
        boolean near = now.plus(NEAR).isAfter(consultation.schedule().start());
        return ignored == Ignored.ALWAYS || ignored == Ignored.WHEN_NEAR && near;
    }
}
