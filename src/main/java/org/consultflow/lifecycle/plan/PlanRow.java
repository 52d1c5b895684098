package org.consultflow.lifecycle.plan;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;

import org.consultflow.delivery.Chains;
import org.consultflow.notification.ReminderPlan.PlannedReminder;

/**
 * The cells of a row of the reminder plan, as an analyst wrote them.
 *
 * @param reminder the name of the row, which is also the kind that is sent, such as {@code reminder-24h}
 * @param offset how long before the start it is due, ISO 8601
 * @param chains by which channels, as {@link Chains#parse} reads them
 * @param latestUseful how long before the start it stops to be of use, ISO 8601
 */
public record PlanRow(String reminder, String offset, String chains, String latestUseful) {

    /** The decision, and the columns of its table. */
    public static final String DECISION = "reminder-plan";

    /** What the decision is asked with: the word of the consultation's type. */
    public static final String INPUT = "consultationType";

    public static final String REMINDER = "reminder";
    public static final String OFFSET = "offset";
    public static final String CHAINS = "chains";
    public static final String LATEST_USEFUL = "latestUseful";

    /** All columns that a row answers. */
    public static final List<String> OUTPUTS = List.of(REMINDER, OFFSET, CHAINS, LATEST_USEFUL);

    /**
     * What the row means.
     *
     * @throws IllegalArgumentException saying in a sentence which cell breaks which rule
     */
    public PlannedReminder read() {
        if (reminder == null || !reminder.matches("[a-z][a-z0-9-]{0,60}")) {
            throw refused("its name must be a word in small letters, such as reminder-24h");
        }
        Duration due = duration(offset, "the time before the start");
        Duration useful = duration(latestUseful, "the time until which it is useful");
        if (due.isZero()) {
            throw refused("it must be due some time before the start, not at the start");
        }
        if (useful.compareTo(due) >= 0) {
            throw refused("it is due " + offset + " before the start, but was useful only until " + latestUseful
                    + " before it: the second must be shorter");
        }
        try {
            return new PlannedReminder(reminder, due, Chains.parse(chains == null ? "" : chains), useful);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private Duration duration(String cell, String what) {
        try {
            Duration read = Duration.parse(cell == null ? "" : cell);
            if (!read.isNegative()) {
                return read;
            }
        } catch (DateTimeParseException e) {
            throw refused(noDuration(cell, what));
        }
        throw refused(noDuration(cell, what));
    }

    private String noDuration(String cell, String what) {
        return what + ", \"" + cell + "\", must be a duration such as PT24H, PT15M or P2D";
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("The row \"" + reminder + "\" of the reminder plan is wrong: " + why + ".");
    }
}
