package org.consultflow.notification;

import java.time.Instant;

import org.consultflow.consultation.Schedule;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.notification.ReminderPlan.PlannedReminder;

/** Whether a reminder is sent. Plain: plan, schedule and moments in, answer out. */
final class ReminderDecision {

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

    /** When the reminder stops to be of use. */
    static Instant deadline(PlannedReminder reminder, Schedule schedule) {
        return schedule.start().minus(reminder.latestUseful());
    }
}
