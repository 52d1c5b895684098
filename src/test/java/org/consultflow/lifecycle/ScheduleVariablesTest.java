package org.consultflow.lifecycle;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleVariablesTest {

    private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");

    @Test
    void who_has_days_to_pay_is_reminded_a_day_before_it_is_due() {
        assertThat(ScheduleVariables.remindAt(NOW, NOW.plus(Duration.ofDays(5))))
                .isEqualTo("2026-12-05T09:00:00Z");
    }

    @Test
    void who_has_less_than_two_days_to_pay_is_reminded_halfway() {
        assertThat(ScheduleVariables.remindAt(NOW, NOW.plus(Duration.ofHours(30))))
                .isEqualTo("2026-12-02T00:00:00Z");
    }

    @Test
    void who_has_just_two_days_to_pay_is_reminded_a_day_before_which_is_halfway() {
        assertThat(ScheduleVariables.remindAt(NOW, NOW.plus(Duration.ofDays(2))))
                .isEqualTo("2026-12-02T09:00:00Z");
    }

    @Test
    void a_payment_that_is_overdue_already_has_its_reminder_behind_it() {
        assertThat(ScheduleVariables.remindAt(NOW, NOW.minus(Duration.ofHours(2))))
                .isEqualTo("2026-12-01T08:00:00Z");
    }
}
