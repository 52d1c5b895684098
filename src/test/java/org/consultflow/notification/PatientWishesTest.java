package org.consultflow.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.consultflow.delivery.Chains;
import org.consultflow.delivery.Correspondence.NotBefore;
import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.consultflow.notification.ReminderPlan.PlannedReminder;
import org.consultflow.people.People;
import org.consultflow.people.Person;
import org.consultflow.people.Preferences;
import org.consultflow.people.QuietHours;
import org.consultflow.people.QuietHours.Mode;
import org.consultflow.people.Role;
import org.consultflow.support.MovableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** A visit in Melbourne on 2 December at nine in the morning, and a clinic with quiet hours of its own. */
class PatientWishesTest {

    private static final PlannedReminder TWELVE_HOURS = new PlannedReminder(
            "reminder-12h", Duration.ofHours(12), Chains.parse("email | whatsapp > sms"), Duration.ofHours(1));
    private static final Instant NINE_IN_THE_EVENING = Example.before(12);
    private static final Instant SEVEN = Example.before(2);

    private final Example example = new Example();
    private final People people = mock(People.class);
    private Preferences own;
    private final MovableClock clock = new MovableClock(NINE_IN_THE_EVENING);

    @BeforeEach
    void nothingIsPreferred() {
        prefers(null);
        agreedTo("sms");
    }

    @Test
    void the_clinics_own_hold_in_the_visits_zone_for_who_has_not_said_theirs() {
        assertThat(wishes("defer").objection(example.consultation(), own, "reminder-12h", "sms"))
                .contains(new NotBefore(SEVEN, ThisChannel.QUIET_HOURS));
        prefers(new QuietHours(LocalTime.of(1, 0), LocalTime.of(2, 0), ZoneOffset.UTC, Mode.DROP));
        assertThat(wishes("defer").objection(example.consultation(), own, "reminder-12h", "sms"))
                .isEmpty();
    }

    @Test
    void without_any_nothing_is_disturbed() {
        PatientWishes none = new PatientWishes(people, Example.quietSettings(), clock);
        assertThat(none.objection(example.consultation(), own, "reminder-12h", "sms"))
                .isEmpty();
        assertThat(none.dueAt(example.consultation(), Example.START, TWELVE_HOURS))
                .isEqualTo(NINE_IN_THE_EVENING);
    }

    @Test
    void a_mail_makes_no_sound_and_some_kinds_must_not_wait() {
        assertThat(wishes("defer").objection(example.consultation(), own, "reminder-12h", "email"))
                .isEmpty();
        assertThat(wishes("defer").objection(example.consultation(), own, "cancelled", "sms"))
                .isEmpty();
        assertThat(wishes("defer").objection(example.consultation(), own, "session-started", "sms"))
                .isEmpty();
        clock.set(Example.before(36));
        assertThat(wishes("defer").objection(example.consultation(), own, "cancelled", "sms"))
                .isPresent();
    }

    @Test
    void a_reminder_is_brought_forward_only_if_it_would_make_a_sound() {
        clock.set(Example.before(48));
        assertThat(wishes("bring-forward").dueAt(example.consultation(), Example.START, TWELVE_HOURS))
                .isEqualTo(NINE_IN_THE_EVENING.minus(Duration.ofMinutes(30)));
        assertThat(wishes("defer").dueAt(example.consultation(), Example.START, TWELVE_HOURS))
                .isEqualTo(NINE_IN_THE_EVENING);
        agreedTo("email");
        assertThat(wishes("bring-forward").dueAt(example.consultation(), Example.START, TWELVE_HOURS))
                .isEqualTo(NINE_IN_THE_EVENING);
    }

    private PatientWishes wishes(String clinicsMode) {
        QuietSettings like = Example.quietSettings();
        QuietSettings clinic =
                new QuietSettings("21:00", "07:00", clinicsMode, like.channels(), like.lead(), like.ignoredBy());
        return new PatientWishes(people, clinic, clock);
    }

    private void prefers(QuietHours quiet) {
        own = new Preferences(List.of(), null, quiet);
        when(people.preferences(Example.PATIENT)).thenReturn(own);
    }

    private void agreedTo(String channel) {
        when(people.get(Example.PATIENT))
                .thenReturn(new Person(
                        Example.PATIENT,
                        Role.PATIENT,
                        "pat-7",
                        "Pat Example",
                        "pat@example.com",
                        "+61491570156",
                        Locale.ENGLISH,
                        Set.of(channel),
                        null));
    }
}
