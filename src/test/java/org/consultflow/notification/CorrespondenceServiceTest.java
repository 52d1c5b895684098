package org.consultflow.notification;

import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.consultflow.consultation.AnswerLinks;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.JoinLinks;
import org.consultflow.consultation.SessionLists;
import org.consultflow.delivery.Chains;
import org.consultflow.delivery.Content;
import org.consultflow.delivery.Correspondence.Clear;
import org.consultflow.delivery.Correspondence.Clearance;
import org.consultflow.delivery.Correspondence.NotBefore;
import org.consultflow.delivery.Correspondence.Objection;
import org.consultflow.delivery.NoticeKey;
import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.notification.KindRule.Until;
import org.consultflow.notification.KindSettings.KindSetting;
import org.consultflow.notification.ReminderPlan.PlannedReminder;
import org.consultflow.people.Directory;
import org.consultflow.people.People;
import org.consultflow.people.Person;
import org.consultflow.people.Preferences;
import org.consultflow.people.QuietHours;
import org.consultflow.people.Role;
import org.consultflow.support.MovableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

class CorrespondenceServiceTest {

    private static final String NUMBER = "+61491570156";
    private static final NoticeKey TO_PATIENT = new NoticeKey(Example.ID, "reminder-24h", 1, "patient", 0);
    private static final NoticeKey TO_PROVIDER = new NoticeKey(Example.ID, "reminder-24h", 1, "provider", 0);
    private static final KindSettings KINDS = new KindSettings(Map.of(
            "reminder", new KindSetting(List.of("confirmed"), false, Until.START, null, "email", null, null, true),
            "reminder-15min",
                    new KindSetting(List.of("confirmed"), false, Until.START, null, "email", null, null, false)));

    private final Example example = new Example();
    private final People people = mock(People.class);
    private final Directory directory = mock(Directory.class);
    private final MovableClock clock = new MovableClock(Example.before(24));
    private final PatientWishes wishes = new PatientWishes(people, Example.quietSettings(), clock);
    private final ReminderPlan plan = type -> List.of(new PlannedReminder(
            "reminder-24h", Duration.ofHours(24), Chains.parse("email | sms"), Duration.ofHours(2)));
    private final JoinLinks links = mock(JoinLinks.class);
    private final SessionLists lists =
            (person, participant) -> URI.create("https://clinic.example/sessions/" + participant + "-" + person);
    private final AnswerLinks answers = mock(AnswerLinks.class);
    private MessageFacts written;
    private Locale language;
    private final MessageRenderer renderer = new MessageRenderer() {
        @Override
        public Content render(String channel, String kind, Locale locale, MessageFacts facts) {
            written = facts;
            language = locale;
            return new Content(kind, locale, null, null, "text", Optional.empty(), List.of());
        }

        @Override
        public String version(String channel, String kind, String audience, Locale locale) {
            return "words of " + kind;
        }
    };
    private final Kinds kinds = new Kinds(KINDS);
    private final CorrespondenceService service = new CorrespondenceService(
            example, people, wishes, kinds, plan, links, new FactFinder(kinds, lists, answers, clock), renderer, clock);

    @BeforeEach
    void people() {
        patient("pat@example.com", NUMBER, "email", "sms");
        when(people.directory(any())).thenReturn(directory);
        when(directory.preferences(any())).thenReturn(Preferences.NONE);
        when(directory.get(Example.PROVIDER))
                .thenReturn(new Person(
                        Example.PROVIDER,
                        Role.PROVIDER,
                        "doc-3",
                        "Dr Example",
                        "doc@example.com",
                        null,
                        Locale.ENGLISH,
                        Set.of(),
                        null));
        when(directory.addressKey(NUMBER)).thenReturn("key");
        when(links.about(any())).thenReturn(links);
        when(links.linkFor(example.consultation(), "patient")).thenReturn(Optional.empty());
    }

    private Clearance clear(NoticeKey notice, String channel) {
        return service.about(List.of(notice)).clear(notice, channel);
    }

    private Content compose(NoticeKey notice, String channel) {
        return service.about(List.of(notice)).compose(notice, channel);
    }

    @Test
    void a_message_that_is_true_and_agreed_to_may_leave() {
        assertThat(clear(TO_PATIENT, "sms")).isEqualTo(new Clear(NUMBER, "key"));
    }

    @Test
    void what_is_overtaken_ends_the_chain_before_anything_else_is_asked() {
        example.status = ConsultationStatus.CANCELLED;
        assertThat(clear(TO_PATIENT, "whatsapp")).isEqualTo(new Objection(WholeChain.CANCELLED));
        assertThat(service.overtaken(TO_PATIENT)).contains(WholeChain.CANCELLED);
    }

    @Test
    void what_speaks_of_an_earlier_time_does_not_leave() {
        example.revision = 2;
        assertThat(clear(TO_PATIENT, "sms")).isEqualTo(new Objection(WholeChain.SUPERSEDED));
    }

    @Test
    void a_patient_has_to_have_agreed_to_the_channel() {
        assertThat(clear(TO_PATIENT, "whatsapp")).isEqualTo(new Objection(ThisChannel.NO_CONSENT));
    }

    @Test
    void a_provider_is_told_without_consent() {
        assertThat(clear(TO_PROVIDER, "email")).isInstanceOf(Clear.class);
        assertThat(clear(TO_PROVIDER, "sms")).isEqualTo(new Objection(ThisChannel.NO_ADDRESS));
    }

    @Test
    void a_patient_without_a_number_has_no_address() {
        patient("pat@example.com", null, "email", "sms");
        assertThat(clear(TO_PATIENT, "sms")).isEqualTo(new Objection(ThisChannel.NO_ADDRESS));
    }

    @Test
    void a_stop_holds_on_its_channel_only() {
        when(directory.optedOut("sms", NUMBER)).thenReturn(true);
        assertThat(clear(TO_PATIENT, "sms")).isEqualTo(new Objection(ThisChannel.OPTED_OUT));
        assertThat(clear(TO_PATIENT, "email")).isInstanceOf(Clear.class);
    }

    @Test
    void what_would_make_a_sound_in_quiet_hours_waits_for_their_end_and_a_mail_does_not() {
        quietHours(QuietHours.Mode.DEFER);
        assertThat(clear(TO_PATIENT, "sms")).isEqualTo(new NotBefore(Example.before(23), ThisChannel.QUIET_HOURS));
        assertThat(clear(TO_PATIENT, "email")).isInstanceOf(Clear.class);
        assertThat(clear(TO_PROVIDER, "email")).isInstanceOf(Clear.class);
    }

    @Test
    void in_quiet_hours_too_consent_is_asked_first() {
        quietHours(QuietHours.Mode.DEFER);
        when(directory.optedOut("sms", NUMBER)).thenReturn(true);
        assertThat(clear(TO_PATIENT, "sms")).isEqualTo(new Objection(ThisChannel.OPTED_OUT));
        assertThat(clear(TO_PATIENT, "whatsapp")).isEqualTo(new Objection(ThisChannel.NO_CONSENT));
    }

    @Test
    void a_reminder_far_off_its_moment_speaks_as_any_reminder() {
        assertThat(compose(TO_PATIENT, "sms").kind()).isEqualTo("reminder-24h");
        clock.set(Example.before(31));
        assertThat(compose(TO_PATIENT, "sms").kind()).isEqualTo("reminder");
        clock.set(Example.before(17));
        assertThat(compose(TO_PATIENT, "sms").kind()).isEqualTo("reminder");
    }

    /** Around 24 hours before the visit, which is at nine in the morning. */
    private void quietHours(QuietHours.Mode mode) {
        when(directory.preferences(Example.PATIENT))
                .thenReturn(new Preferences(
                        List.of(),
                        null,
                        new QuietHours(
                                LocalTime.of(8, 30),
                                LocalTime.of(10, 0),
                                example.consultation().schedule().zone(),
                                mode)));
    }

    @Test
    void the_words_are_in_the_readers_language_and_the_time_in_the_patients_zone() {
        compose(TO_PROVIDER, "email");
        assertThat(language).isEqualTo(Locale.ENGLISH);
        assertThat(written.recipientName()).isEqualTo("Dr Example");
        assertThat(written.patientName()).isEqualTo("Pat Example");
        assertThat(written.start()).hasToString("2026-12-02T09:00+11:00[Australia/Melbourne]");
        compose(TO_PATIENT, "email");
        assertThat(language).isEqualTo(new Locale("es"));
        assertThat(written.recipientEmail()).isEqualTo("pat@example.com");
    }

    @Test
    void only_the_patient_is_asked_for_an_answer_and_not_in_every_message() {
        URI link = URI.create("https://clinic.example/answer/x");
        when(answers.linkFor(any(), any())).thenReturn(Optional.of(link));

        compose(TO_PATIENT, "email");
        assertThat(written.answerUrl()).isEqualTo(link);
        compose(TO_PROVIDER, "email");
        assertThat(written.answerUrl()).isNull();
        compose(new NoticeKey(Example.ID, "reminder-15min", 1, "patient", 0), "email");
        assertThat(written.answerUrl()).isNull();
    }

    @Test
    void where_there_is_a_video_visit_there_is_a_camera_and_microphone_test() {
        URI test = URI.create("https://clinic.example/join/test");
        when(links.deviceTest()).thenReturn(test);
        when(links.linkFor(example.consultation(), "provider"))
                .thenReturn(Optional.of(URI.create("https://clinic.example/join/x")));

        compose(TO_PROVIDER, "email");
        assertThat(written.deviceTestUrl()).isEqualTo(test);
        compose(TO_PATIENT, "email");
        assertThat(written.deviceTestUrl()).isNull();
    }

    @Test
    void each_reader_is_led_to_their_own_list_of_sessions() {
        compose(TO_PROVIDER, "email");
        assertThat(written.sessionsUrl().get())
                .hasToString("https://clinic.example/sessions/provider-" + Example.PROVIDER);
        compose(TO_PATIENT, "email");
        assertThat(written.sessionsUrl().get())
                .hasToString("https://clinic.example/sessions/patient-" + Example.PATIENT);
    }

    private void patient(String email, String phone, String... consent) {
        when(directory.get(Example.PATIENT))
                .thenReturn(new Person(
                        Example.PATIENT,
                        Role.PATIENT,
                        "pat-7",
                        "Pat Example",
                        email,
                        phone,
                        new Locale("es"),
                        Set.of(consent),
                        null));
    }
}
