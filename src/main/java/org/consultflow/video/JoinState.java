package org.consultflow.video;

import java.time.Instant;
import java.util.Locale;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;

/** What whoever opens a join link is to be told. */
enum JoinState {
    /** Not a link of ours, or one that is long past. */
    INVALID,
    CANCELLED,
    /** The link belongs to an earlier schedule. */
    MOVED,
    OVER,
    /** Acceptance or payment is still missing. */
    UNCONFIRMED,
    EARLY,
    /** It is time: the waiting room is there. */
    OPEN;

    /** @param now by the adjustable clock */
    static JoinState of(Consultation consultation, int revision, Instant now) {
        ConsultationStatus status = consultation.status();
        VisitWindow window = VisitWindow.of(consultation.schedule());
        if (status == ConsultationStatus.CANCELLED || status == ConsultationStatus.DECLINED) {
            return CANCELLED;
        }
        if (revision != consultation.schedule().revision()) {
            return MOVED;
        }
        if (status.ended() || window.isOverAt(now)) {
            return OVER;
        }
        if (status != ConsultationStatus.CONFIRMED && status != ConsultationStatus.IN_SESSION) {
            return UNCONFIRMED;
        }
        return window.isAheadAt(now) ? EARLY : OPEN;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is still time to try out camera and microphone. */
    boolean isAhead() {
        return this == UNCONFIRMED || this == EARLY;
    }

    /** Whether looking again later makes sense. */
    boolean mayChange() {
        return isAhead() || this == OPEN;
    }
}
