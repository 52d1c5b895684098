package org.consultflow.lifecycle.deployment;

import java.util.ArrayList;
import java.util.List;

import org.consultflow.lifecycle.deployment.ReminderTimers.ReminderTimer;
import org.consultflow.lifecycle.deployment.ReminderTimers.Send;

/** Whether the timers of the process and the rows of the plan are the same, and each timer sends what its row says. */
final class ReminderCheck {

    private ReminderCheck() {}

    /** What is wrong with the two together; empty if they fit. */
    static List<Finding> compare(ReminderTimers process, PlanTable plan) {
        List<Finding> findings = new ArrayList<>(process.findings());
        findings.addAll(plan.findings());
        if (!findings.isEmpty()) {
            // What cannot be read would be missed by the other side: that would be a second sentence for the same
            // mistake.
            return findings;
        }
        for (ReminderTimer timer : process.timers()) {
            if (!plan.rows().containsKey(timer.row())) {
                findings.add(new Finding(
                        "The timer \"" + timer.name() + "\" asks for \"" + timer.row()
                                + "\", which is no row of the reminder plan: add the row or correct the timer, and"
                                + " deploy both files together.",
                        timer.id()));
            }
            for (Send send : timer.sends()) {
                if (!send.kind().equals(timer.row())) {
                    findings.add(new Finding(
                            "The task \"" + send.name() + "\" sends \"" + send.kind() + "\", but the timer \""
                                    + timer.name() + "\" before it is for \"" + timer.row()
                                    + "\": set the task's input \"kind\" to " + timer.row() + ".",
                            send.id()));
                }
            }
        }
        plan.rows().forEach((row, elementId) -> {
            if (!process.rows().contains(row)) {
                findings.add(new Finding(
                        "The reminder plan has a row \"" + row + "\", but no timer in the process \""
                                + ReminderTimers.PROCESS
                                + "\" asks for it: add a timer with ${reminderPlan.dueDate(execution, '" + row
                                + "')} or take the row out, and deploy both files together.",
                        elementId));
            }
        });
        return findings;
    }
}
