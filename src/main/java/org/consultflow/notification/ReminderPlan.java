package org.consultflow.notification;

import java.time.Duration;
import java.util.List;

import org.consultflow.consultation.ConsultationType;
import org.consultflow.delivery.Chains;

/** Which reminders there are. Implemented by {@code lifecycle} with the decision table {@code reminder-plan}. */
public interface ReminderPlan {

    /** The reminders for a type of consultation, the earliest first. */
    List<PlannedReminder> remindersFor(ConsultationType type);

    /**
     * A row of the plan.
     *
     * @param name the kind that is sent, such as {@code reminder-24h}
     * @param offset how long before the start it is due
     * @param chains by which channels
     * @param latestUseful how long before the start it stops to be of use
     */
    record PlannedReminder(String name, Duration offset, Chains chains, Duration latestUseful) {}
}
