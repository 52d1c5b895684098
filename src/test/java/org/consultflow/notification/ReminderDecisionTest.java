package org.consultflow.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import org.consultflow.consultation.Schedule;
import org.consultflow.delivery.Chains;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.notification.ReminderPlan.PlannedReminder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReminderDecisionTest {

    private static final Instant START = Instant.parse("2026-12-01T22:00:00Z");
    private static final Schedule SCHEDULE =
            new Schedule(START, ZoneId.of("Australia/Melbourne"), Duration.ofMinutes(50), 1);
    private static final PlannedReminder DAY_BEFORE =
            new PlannedReminder("reminder-24h", Duration.ofHours(24), Chains.parse("email"), Duration.ofHours(2));

    @Test
    void a_reminder_that_falls_due_after_the_booking_is_sent() {
        assertThat(decide(before(26), before(24))).isNull();
    }

    @Test
    void a_reminder_whose_moment_had_passed_when_it_was_booked_is_not_sent() {
        assertThat(decide(before(20), before(20))).isEqualTo(WholeChain.OFFSET_IN_PAST);
    }

    @Test
    void a_reminder_that_an_outage_held_up_is_still_sent_while_it_is_useful() {
        assertThat(decide(before(100), before(3))).isNull();
    }

    @Test
    void a_reminder_that_an_outage_held_up_too_long_is_not_sent() {
        assertThat(decide(before(100), before(2))).isEqualTo(WholeChain.TOO_LATE);
    }

    @Test
    void a_reminder_that_the_plan_does_not_have_for_the_type_is_not_sent() {
        assertThat(ReminderDecision.objection(null, SCHEDULE, before(100), before(24)))
                .isEqualTo(WholeChain.NOT_PLANNED);
    }

    private static WholeChain decide(Instant scheduledAt, Instant now) {
        return ReminderDecision.objection(DAY_BEFORE, SCHEDULE, scheduledAt, now);
    }

    private static Instant before(int hours) {
        return START.minus(Duration.ofHours(hours));
    }
}
