package org.consultflow.reply;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;

/** What whoever opens an answer link is to be told. */
enum AnswerState {
    /** Not a link of ours, or one that is long past. */
    UNKNOWN,
    /** The visit does not take place, and it was not this link that cancelled it. */
    CANCELLED,
    /** The patient was asked about an earlier schedule. */
    MOVED,
    CONFIRMED_BY_LINK,
    CANCELLED_BY_LINK,
    ANOTHER_TIME_BY_LINK,
    /** The start has come: it is too late to answer. */
    EXPIRED,
    /** An answer is awaited, and could not be taken at this moment. */
    LATER,
    /** An answer is awaited. */
    OPEN;

    /**
     * @param answered what was answered by this very link
     * @param now by the adjustable clock
     */
    static AnswerState of(Consultation consultation, int revision, Optional<Answer> answered, Instant now) {
        ConsultationStatus status = consultation.status();
        if (status == ConsultationStatus.CANCELLED || status == ConsultationStatus.DECLINED) {
            return answered.filter(Answer.CANCEL::equals).isPresent() ? CANCELLED_BY_LINK : CANCELLED;
        }
        if (revision != consultation.schedule().revision()) {
            return MOVED;
        }
        if (answered.isPresent()) {
            return switch (answered.get()) {
                case CONFIRM -> CONFIRMED_BY_LINK;
                case CANCEL -> CANCELLED_BY_LINK;
                case ANOTHER_TIME -> ANOTHER_TIME_BY_LINK;
            };
        }
        return consultation.canBeAnswered(revision, now) ? OPEN : EXPIRED;
    }

    /** The word of the page, such as {@code confirmed-by-link}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the visit's day and time may be told: the link belongs to them, and they still count. */
    boolean tellsTheVisit() {
        return this == OPEN || this == CONFIRMED_BY_LINK || this == ANOTHER_TIME_BY_LINK;
    }
}
