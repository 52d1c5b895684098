package org.consultflow.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.PaymentTerms;

/**
 * What the process has to know of a consultation. Moments are {@link Date}s, because the engine takes nothing else for a
 * timer; one that does not apply is present and null, so that an expression can ask for it.
 */
final class ScheduleVariables {

    /** The room exists at the provider from here on: an unused room lives an hour at most. */
    static final Duration ROOM_OPENS_BEFORE_START = Duration.ofMinutes(15);

    /** Sessions run over: only then is it asked who was there. */
    static final Duration SESSION_CLOSES_AFTER_END = Duration.ofMinutes(15);

    private static final Duration DAY = Duration.ofDays(1);

    private ScheduleVariables() {}

    /**
     * Everything that is declared, but the outcome.
     *
     * @param now moment on the adjustable clock
     */
    static VariableMap of(Consultation consultation, Instant now) {
        Instant start = consultation.schedule().start();
        Instant end = consultation.schedule().end();
        VariableMap variables = Variables.createVariables()
                .putValue(
                        ConsultationVariables.CONSULTATION_ID, consultation.id().toString())
                .putValue(
                        ConsultationVariables.SCHEDULE_REVISION,
                        consultation.schedule().revision())
                .putValue(ConsultationVariables.STARTS_AT, Date.from(start))
                .putValue(ConsultationVariables.ENDS_AT, Date.from(end))
                .putValue(ConsultationVariables.ROOM_OPENS_AT, Date.from(start.minus(ROOM_OPENS_BEFORE_START)))
                .putValue(ConsultationVariables.SESSION_CLOSES_AT, Date.from(end.plus(SESSION_CLOSES_AFTER_END)))
                .putValue(ConsultationVariables.ACCEPTANCE_REQUIRED, consultation.awaitsAcceptance())
                .putValue(ConsultationVariables.ACCEPTANCE_DUE_AT, date(consultation.acceptanceDueAt()))
                .putValue(
                        ConsultationVariables.VIDEO_ROOM_NEEDED,
                        consultation.type().hasVideoRoom());
        variables.putValue(
                ConsultationVariables.CONSULTATION_TYPE, consultation.type().word());
        variables.putAll(ofPayment(consultation, now));
        return variables;
    }

    /** What has to be known of the payment, reckoned from now. */
    static VariableMap ofPayment(Consultation consultation, Instant now) {
        Instant dueBy = consultation.openPayment().map(PaymentTerms::dueBy).orElse(null);
        return Variables.createVariables()
                .putValue(ConsultationVariables.PAYMENT_REQUIRED, dueBy != null)
                .putValue(ConsultationVariables.PAYMENT_DUE_AT, date(dueBy))
                .putValue(ConsultationVariables.PAYMENT_REMINDER_AT, date(dueBy == null ? null : remindAt(now, dueBy)));
    }

    /**
     * When an unpaid booking is chased: a day before the payment is due; where less than two days were given, halfway, so
     * that nobody is chased right after being asked.
     */
    static Instant remindAt(Instant now, Instant dueBy) {
        Duration given = Duration.between(now, dueBy);
        Duration before = given.dividedBy(2).compareTo(DAY) < 0 ? given.dividedBy(2) : DAY;
        return dueBy.minus(before);
    }

    private static Date date(Instant moment) {
        return moment == null ? null : Date.from(moment);
    }
}
