package org.consultflow.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.consultation.ConsultationEvent;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.Party;
import org.consultflow.delivery.Chains;
import org.consultflow.delivery.Courier;
import org.consultflow.delivery.Ledger;
import org.consultflow.delivery.Ledger.LedgerEntry;
import org.consultflow.notification.ReminderPlan.PlannedReminder;
import org.consultflow.support.MovableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

class TimelineServiceTest {

    private static final UUID NOTICE = UUID.randomUUID();

    private final Example example = new Example();
    private final List<ConsultationEvent> happened = new ArrayList<>();
    private final Ledger ledger = mock(Ledger.class);
    private final Courier courier = mock(Courier.class);
    private final List<LedgerEntry> sent = new ArrayList<>();
    private final MovableClock clock = new MovableClock(Example.before(30));
    private Duration movedBy = Duration.ZERO;
    private final ReminderPlan plan = type -> List.of(row("reminder-24h", 24), row("reminder-1h", 1));
    private final TimelineService service = new TimelineService(
            example,
            List.of(id -> happened),
            ledger,
            courier,
            plan,
            (booked, start, row) -> start.minus(row.offset()).minus(movedBy),
            clock);

    @Test
    void what_happened_comes_first_and_what_is_planned_last() {
        example.after("booked", 40).after("confirmed", 39);
        sent(Example.before(39), "confirmation", 1, "requested", null);
        assertThat(whats())
                .containsExactly(
                        "booked",
                        "confirmed",
                        "requested confirmation",
                        "planned reminder-24h",
                        "planned reminder-1h",
                        "session-starts");
    }

    @Test
    void a_reminder_that_was_requested_is_not_planned_any_more() {
        sent(Example.before(31), "reminder-24h", 1, "requested", null);
        assertThat(whats()).contains("planned reminder-1h").doesNotContain("planned reminder-24h");
    }

    @Test
    void a_reminder_of_an_earlier_schedule_leaves_the_new_one_planned() {
        example.revision = 2;
        sent(Example.before(31), "reminder-24h", 1, "requested", null);
        assertThat(whats()).contains("planned reminder-24h");
    }

    @Test
    void a_reminder_whose_moment_is_past_is_not_planned() {
        clock.set(Example.before(2));
        assertThat(whats()).containsExactly("planned reminder-1h", "session-starts");
    }

    @Test
    void nothing_is_planned_for_a_visit_that_is_called_off_or_over() {
        for (ConsultationStatus status : ConsultationStatus.values()) {
            example.status = status;
            assertThat(whats().isEmpty()).as(status.word()).isEqualTo(!status.beforeSession());
        }
    }

    @Test
    void what_happened_in_the_room_stands_between_with_who_did_it() {
        example.after("booked", 40);
        happened.add(new ConsultationEvent(Example.before(35), "joined", Party.PATIENT, null));
        sent(Example.before(31), "reminder-24h", 1, "requested", null);

        assertThat(timeline().subList(0, 3))
                .extracting(TimelineEntry::subject, TimelineEntry::what, TimelineEntry::party)
                .containsExactly(
                        tuple("consultation", "booked", null),
                        tuple("room", "joined", "patient"),
                        tuple("message", "requested", null));
    }

    @Test
    void what_belongs_to_one_message_says_so() {
        sent(Example.before(31), "reminder-24h", 1, "requested", null);
        assertThat(timeline())
                .extracting(TimelineEntry::noticeId)
                .startsWith(NOTICE)
                .endsWith((UUID) null);
    }

    @Test
    void a_providers_code_is_said_in_words() {
        when(courier.meaning("sms", 30005)).thenReturn(Optional.of("the number does not exist"));
        sent.add(new LedgerEntry(
                Example.before(31),
                NOTICE,
                "reminder-24h",
                "patient",
                1,
                "sms",
                "undelivered",
                null,
                null,
                30005,
                null));
        assertThat(timeline()).extracting(TimelineEntry::detail).startsWith("the number does not exist");
    }

    @Test
    void a_reason_is_a_word_that_an_integrator_knows() {
        sent(Example.before(31), "reminder-24h", 1, "suppressed", "NO_CONSENT");
        sent(Example.before(31), "reminder-24h", 1, "call-requested", "failed-21614");
        assertThat(timeline()).extracting(TimelineEntry::reason).startsWith("NoConsent", "failed-21614");
    }

    @Test
    void what_is_put_off_says_why_in_the_same_words() {
        sent(Example.before(31), "reminder-24h", 1, "deferred", "QUIET_HOURS");
        assertThat(timeline()).extracting(TimelineEntry::reason).startsWith("QuietHours");
    }

    @Test
    void a_reminder_that_is_brought_forward_is_planned_for_when_it_leaves() {
        movedBy = Duration.ofHours(2);
        assertThat(timeline()).extracting(TimelineEntry::at).startsWith(Example.before(26));
    }

    private List<String> whats() {
        return timeline().stream()
                .map(entry -> entry.kind() == null ? entry.what() : entry.what() + " " + entry.kind())
                .toList();
    }

    private List<TimelineEntry> timeline() {
        when(ledger.of(Example.ID)).thenReturn(sent);
        return service.of(Example.ID);
    }

    private void sent(Instant at, String kind, int revision, String what, String reason) {
        sent.add(new LedgerEntry(at, NOTICE, kind, "patient", revision, null, what, reason, null, null, null));
    }

    private static PlannedReminder row(String name, int hours) {
        return new PlannedReminder(name, Duration.ofHours(hours), Chains.parse("email"), Duration.ZERO);
    }
}
