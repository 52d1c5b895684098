package org.consultflow.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

import org.consultflow.delivery.Correspondence.NotBefore;
import org.consultflow.delivery.Correspondence.Objection;
import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.consultflow.notification.QuietSettings.Ignored;
import org.consultflow.people.QuietHours;
import org.consultflow.people.QuietHours.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QuietRulesTest {

    private static final Duration LEAD = Duration.ofMinutes(30);
    private static final Instant NIGHT = at("2026-12-01T23:00:00Z");
    private static final Instant MORNING = at("2026-12-02T07:00:00Z");

    @Test
    void what_is_deferred_waits_for_the_end_of_the_quiet_hours() {
        assertThat(QuietRules.objection(hours(Mode.DEFER), NIGHT))
                .contains(new NotBefore(MORNING, ThisChannel.QUIET_HOURS));
    }

    @Test
    void what_could_not_be_brought_forward_waits_too() {
        assertThat(QuietRules.objection(hours(Mode.BRING_FORWARD), NIGHT))
                .contains(new NotBefore(MORNING, ThisChannel.QUIET_HOURS));
    }

    @Test
    void what_is_dropped_does_not_leave() {
        assertThat(QuietRules.objection(hours(Mode.DROP), NIGHT)).contains(new Objection(ThisChannel.QUIET_HOURS));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void when_they_are_over_nothing_stands_against_it(Mode mode) {
        assertThat(QuietRules.objection(hours(mode), MORNING)).isEmpty();
    }

    @Test
    void a_reminder_is_brought_forward_to_before_they_begin() {
        assertThat(due(Mode.BRING_FORWARD, NIGHT, "2026-12-01T20:29:59Z")).isEqualTo(at("2026-12-01T20:30:00Z"));
    }

    @Test
    void what_is_planned_when_that_moment_has_come_stays_where_it_was() {
        assertThat(due(Mode.BRING_FORWARD, NIGHT, "2026-12-01T20:30:00Z")).isEqualTo(NIGHT);
    }

    @Test
    void a_reminder_outside_of_quiet_hours_is_not_moved() {
        assertThat(due(Mode.BRING_FORWARD, MORNING, "2026-12-01T12:00:00Z")).isEqualTo(MORNING);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"DEFER", "DROP"})
    void the_other_modes_move_no_reminder(Mode mode) {
        assertThat(due(mode, NIGHT, "2026-12-01T12:00:00Z")).isEqualTo(NIGHT);
    }

    @Test
    void who_may_be_on_the_way_is_told_in_quiet_hours_too() {
        Example example = new Example();
        assertThat(QuietRules.ignored(Ignored.WHEN_NEAR, example.consultation(), Example.before(23)))
                .isTrue();
        assertThat(QuietRules.ignored(Ignored.WHEN_NEAR, example.consultation(), Example.before(24)))
                .isFalse();
        assertThat(QuietRules.ignored(Ignored.ALWAYS, example.consultation(), Example.before(100)))
                .isTrue();
        assertThat(QuietRules.ignored(null, example.consultation(), Example.before(1)))
                .isFalse();
    }

    @Test
    void the_clinic_has_none_unless_it_says_so_and_half_of_them_is_refused() {
        assertThat(Example.quietSettings().clinic(ZoneOffset.UTC)).isEmpty();
        assertThat(settings("21:00", "07:00", "drop").clinic(ZoneOffset.UTC)).isEqualTo(Optional.of(hours(Mode.DROP)));
        assertThatThrownBy(() -> settings("21:00", "", "drop")).hasMessageContaining("quiet-hours is wrong");
        assertThatThrownBy(() -> settings("21:00", "9 pm", "drop")).hasMessageContaining("quiet-hours is wrong");
        assertThatThrownBy(() -> settings("21:00", "21:00", "drop")).hasMessageContaining("quiet-hours is wrong");
        assertThatThrownBy(() -> settings("", "", "never")).hasMessageContaining("quiet-hours is wrong");
    }

    private static QuietSettings settings(String from, String to, String mode) {
        QuietSettings like = Example.quietSettings();
        return new QuietSettings(from, to, mode, like.channels(), LEAD, like.ignoredBy());
    }

    private static Instant due(Mode mode, Instant due, String now) {
        return QuietRules.due(hours(mode), due, LEAD, at(now));
    }

    private static QuietHours hours(Mode mode) {
        return new QuietHours(LocalTime.of(21, 0), LocalTime.of(7, 0), ZoneOffset.UTC, mode);
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
