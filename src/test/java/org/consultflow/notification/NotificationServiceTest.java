package org.consultflow.notification;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import org.consultflow.consultation.ConsultationEvents;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.Party;
import org.consultflow.delivery.Chains;
import org.consultflow.delivery.NoticeKey;
import org.consultflow.delivery.Outbox;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.notification.KindRule.Until;
import org.consultflow.notification.KindSettings.KindSetting;
import org.consultflow.notification.ReminderPlan.PlannedReminder;
import org.consultflow.people.People;
import org.consultflow.people.Person;
import org.consultflow.people.Preferences;
import org.consultflow.people.Role;
import org.consultflow.support.MovableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

class NotificationServiceTest {

    private static final Chains PLANNED = Chains.parse("email | whatsapp > sms");
    private static final KindSettings KINDS = new KindSettings(Map.of(
            "reminder",
                    new KindSetting(List.of("confirmed"), false, Until.START, null, "email > sms", null, null, false),
            "cancelled",
                    new KindSetting(
                            List.of("cancelled"),
                            false,
                            Until.START,
                            "email",
                            "email > sms",
                            "email | sms",
                            null,
                            false),
            "accepted", new KindSetting(List.of("confirmed"), true, Until.START, "email", "email", null, null, false),
            "follow-up",
                    new KindSetting(
                            List.of("completed"),
                            false,
                            Until.WEEK_AFTER_END,
                            "email > sms",
                            "email",
                            null,
                            false,
                            false)));

    private final Example example = new Example();
    private final Outbox outbox = mock(Outbox.class);
    private final MovableClock clock = new MovableClock(Example.before(24));
    private final ReminderPlan plan =
            type -> List.of(new PlannedReminder("reminder-24h", Duration.ofHours(24), PLANNED, Duration.ofHours(2)));
    private final People people = mock(People.class);
    private final NotificationService service = new NotificationService(
            example, plan, new Kinds(KINDS), new PatientWishes(people, Example.quietSettings(), clock), outbox, clock);

    @BeforeEach
    void nobodyPrefersAnything() {
        when(people.preferences(any())).thenReturn(Preferences.NONE);
    }

    @Test
    void a_planned_reminder_goes_by_the_chains_of_the_plan_until_it_is_of_no_use() {
        example.after("booked", 26);
        tell("reminder-24h", "patient");
        verify(outbox).request(key("reminder-24h", "patient"), PLANNED, Example.before(2), true);
    }

    @Test
    void what_is_told_speaks_of_the_schedule_as_it_is_now() {
        example.after("rescheduled", 26);
        example.revision = 2;
        tell("reminder-24h", "patient");
        verify(outbox)
                .request(new NoticeKey(Example.ID, "reminder-24h", 2, "patient", 0), PLANNED, Example.before(2), true);
    }

    @Test
    void a_chain_follows_the_order_that_the_patient_prefers_where_consent_allows() {
        example.after("booked", 26);
        prefers(List.of("sms", "email", "whatsapp"), Set.of("whatsapp", "sms", "email"));
        tell("reminder-24h", "patient");
        verify(outbox)
                .request(
                        key("reminder-24h", "patient"),
                        Chains.parse("email | sms > whatsapp"),
                        Example.before(2),
                        true);
    }

    @Test
    void a_preferred_channel_without_consent_does_not_go_first_and_providers_have_no_preference() {
        example.after("booked", 26);
        prefers(List.of("sms"), Set.of("whatsapp"));
        tell("reminder-24h", "both");
        verify(outbox).request(key("reminder-24h", "patient"), PLANNED, Example.before(2), true);
        verify(outbox).request(key("reminder-24h", "provider"), Chains.parse("email > sms"), Example.before(2), true);
    }

    private void prefers(List<String> channels, Set<String> consent) {
        when(people.preferences(Example.PATIENT)).thenReturn(new Preferences(channels, null, null));
        when(people.get(Example.PATIENT))
                .thenReturn(new Person(
                        Example.PATIENT,
                        Role.PATIENT,
                        "pat-7",
                        "Pat Example",
                        null,
                        "+61491570156",
                        Locale.ENGLISH,
                        consent,
                        null));
    }

    @Test
    void a_provider_is_told_of_a_reminder_by_the_providers_own_chains() {
        example.after("booked", 26);
        tell("reminder-24h", "provider");
        verify(outbox).request(key("reminder-24h", "provider"), Chains.parse("email > sms"), Example.before(2), true);
    }

    @Test
    void a_reminder_whose_moment_had_passed_when_it_was_booked_is_suppressed() {
        clock.set(Example.before(20));
        example.after("booked", 20);
        tell("reminder-24h", "patient");
        verify(outbox).suppress(key("reminder-24h", "patient"), WholeChain.OFFSET_IN_PAST);
    }

    @Test
    void a_reminder_whose_moment_had_passed_when_it_was_moved_is_suppressed() {
        clock.set(Example.before(20));
        example.after("booked", 100).after("rescheduled", 20);
        tell("reminder-24h", "patient");
        verify(outbox).suppress(key("reminder-24h", "patient"), WholeChain.OFFSET_IN_PAST);
    }

    @Test
    void a_reminder_whose_moment_had_passed_when_the_visit_was_confirmed_is_suppressed() {
        clock.set(Example.before(20));
        example.after("booked", 30).after("accepted", 20).after("confirmed", 20);
        tell("reminder-24h", "patient");
        verify(outbox).suppress(key("reminder-24h", "patient"), WholeChain.OFFSET_IN_PAST);
    }

    @Test
    void a_reminder_that_the_plan_does_not_have_is_suppressed() {
        example.after("booked", 26);
        tell("reminder-48h", "patient");
        verify(outbox).suppress(key("reminder-48h", "patient"), WholeChain.NOT_PLANNED);
    }

    @Test
    void a_reminder_of_a_cancelled_visit_is_suppressed() {
        example.after("booked", 26).status = ConsultationStatus.CANCELLED;
        tell("reminder-24h", "patient");
        verify(outbox).suppress(key("reminder-24h", "patient"), WholeChain.CANCELLED);
    }

    @Test
    void what_is_past_its_moment_is_suppressed() {
        example.status = ConsultationStatus.CANCELLED;
        clock.set(Example.START);
        tell("cancelled", "patient");
        verify(outbox).suppress(key("cancelled", "patient"), WholeChain.TOO_LATE);
    }

    @Test
    void both_are_told_and_the_patient_by_all_channels_at_once_when_the_clinic_cancels_what_is_near() {
        example.status = ConsultationStatus.CANCELLED;
        example.cancelledBy = Party.CLINIC;
        clock.set(Example.before(3));
        tell("cancelled", "both");
        verify(outbox).request(key("cancelled", "patient"), Chains.parse("email | sms"), Example.START, true);
        verify(outbox).request(key("cancelled", "provider"), Chains.parse("email > sms"), Example.START, true);
        verifyNoMoreInteractions(outbox);
    }

    @Test
    void nobody_phones_about_a_kind_that_says_so() {
        example.status = ConsultationStatus.COMPLETED;
        tell("follow-up", "patient");
        verify(outbox).request(eq(key("follow-up", "patient")), any(), any(), eq(false));
    }

    @Test
    void an_audience_that_is_none_is_refused() {
        assertThatThrownBy(() -> tell("cancelled", "everybody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cancelled");
    }

    @Test
    void a_new_schedule_takes_back_what_speaks_of_the_old_one_and_nothing_else() {
        example.revision = 2;
        service.overtaken(new ConsultationEvents.Rescheduled(example.consultation()));
        Predicate<NoticeKey> taken = withdrawnFor(WholeChain.SUPERSEDED);
        assertThat(taken).accepts(key("reminder-24h", "patient")).rejects(key("accepted", "patient"));
        assertThat(taken).rejects(new NoticeKey(Example.ID, "reminder-24h", 2, "patient", 0));
    }

    @Test
    void a_cancellation_takes_back_all_but_itself() {
        example.status = ConsultationStatus.CANCELLED;
        service.overtaken(new ConsultationEvents.Cancelled(example.consultation()));
        assertThat(withdrawnFor(WholeChain.CANCELLED))
                .accepts(key("reminder-24h", "patient"), key("accepted", "provider"))
                .rejects(key("cancelled", "patient"));
    }

    @SuppressWarnings("unchecked")
    private Predicate<NoticeKey> withdrawnFor(WholeChain reason) {
        ArgumentCaptor<Predicate<NoticeKey>> overtaken = ArgumentCaptor.forClass(Predicate.class);
        verify(outbox).withdraw(any(UUID.class), eq(reason), overtaken.capture());
        return overtaken.getValue();
    }

    private void tell(String kind, String audience) {
        service.tell(Example.ID, kind, audience);
    }

    private static NoticeKey key(String kind, String audience) {
        return new NoticeKey(Example.ID, kind, 1, audience, 0);
    }
}
