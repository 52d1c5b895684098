package org.consultflow.notification;

import java.time.Duration;
import java.time.Instant;

import org.consultflow.consultation.Schedule;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.notification.ReminderPlan.PlannedReminder;

/** Whether a reminder is sent. Plain: plan, schedule and moments in, answer out. */
final class ReminderDecision {

    /** How far off its moment a reminder's own words, such as "in an hour", are still true: at least so much … */
    private static final Duration ABOUT = Duration.ofMinutes(10);
    /** … and this part of its offset. */
    private static final int PART = 4;

    private ReminderDecision() {}

    /**
     * @param reminder the row of the plan; null if the plan has none for this type
     * @param plannedAt when the reminders of this schedule were planned
     * @param now by the adjustable clock
     * @return why it is not sent; null if it is
     */
    static WholeChain objection(PlannedReminder reminder, Schedule schedule, Instant plannedAt, Instant now) {
        if (reminder == null) {
            return WholeChain.NOT_PLANNED;
        }
        if (schedule.start().minus(reminder.offset()).isBefore(plannedAt)) {
            return WholeChain.OFFSET_IN_PAST;
        }
        return now.isBefore(deadline(reminder, schedule)) ? null : WholeChain.TOO_LATE;
    }

    /**
     * In whose words a reminder speaks: its own near the moment it was made for, else those of any reminder, which name the
     * day and the time only. One that was brought forward or put off must not say "in an hour".
     *
     * @param now when it leaves
     * @return a kind
     */
    static String wordsOf(PlannedReminder reminder, Schedule schedule, Instant now) {
        Duration off =
                Duration.between(schedule.start().minus(reminder.offset()), now).abs();
        Duration part = reminder.offset().dividedBy(PART);
        Duration about = part.compareTo(ABOUT) > 0 ? part : ABOUT;
        return off.compareTo(about) > 0 ? KindSettings.REMINDER : reminder.name();
    }

    /** When the reminder stops to be of use. */
    static Instant deadline(PlannedReminder reminder, Schedule schedule) {
        return schedule.start().minus(reminder.latestUseful());
    }
}
