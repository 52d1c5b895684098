package org.consultflow.notification;

import java.time.Instant;

import org.consultflow.consultation.Consultation;
import org.consultflow.notification.ReminderPlan.PlannedReminder;

/** When reminders are due. */
public interface ReminderTimes {

    /**
     * When a reminder of a consultation is due: its offset before the start, or before quiet hours begin, if the patient
     * wants what would fall into them to be brought forward and that is still ahead.
     *
     * @param start of the schedule that is planned
     */
    Instant dueAt(Consultation consultation, Instant start, PlannedReminder reminder);
}
