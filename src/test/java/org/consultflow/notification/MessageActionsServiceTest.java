package org.consultflow.notification;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.consultflow.audit.Audit;
import org.consultflow.consultation.CallRecord;
import org.consultflow.consultation.CommandTransactions;
import org.consultflow.consultation.ConsultationHistory;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.delivery.ByHand;
import org.consultflow.delivery.ByHand.Standing;
import org.consultflow.delivery.Chains;
import org.consultflow.delivery.Courier;
import org.consultflow.delivery.NoticeKey;
import org.consultflow.notification.KindRule.Until;
import org.consultflow.notification.KindSettings.KindSetting;
import org.consultflow.notification.ReminderPlan.PlannedReminder;
import org.consultflow.support.MovableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

/** When people may act on a message, and what is kept of it. */
class MessageActionsServiceTest {

    private static final UUID NOTICE = UUID.randomUUID();
    private static final NoticeKey KEY = new NoticeKey(Example.ID, "reminder-24h", 1, "patient", 0);
    private static final KindSettings KINDS = new KindSettings(Map.of(
            "reminder", new KindSetting(List.of("confirmed"), false, Until.START, null, "email", null, null, false)));

    private final Example example = new Example();
    private final MovableClock clock = new MovableClock(Example.before(20));
    private final CommandTransactions transactions = mock(CommandTransactions.class);
    private final ConsultationHistory consultations = mock(ConsultationHistory.class);
    private final CallRecord calls = mock(CallRecord.class);
    private final ByHand messages = mock(ByHand.class);
    private final Courier courier = mock(Courier.class);
    private final Audit audit = mock(Audit.class);
    private final MessageActionsService service = new MessageActionsService(
            transactions,
            consultations,
            calls,
            messages,
            new Kinds(KINDS),
            type -> List.of(new PlannedReminder(
                    "reminder-24h", Duration.ofHours(24), Chains.parse("email"), Duration.ofHours(2))),
            courier,
            audit,
            clock);

    @BeforeEach
    void aMessageThatReachedNobody() {
        when(transactions.run(any())).thenAnswer(call -> call.<java.util.function.Supplier<?>>getArgument(0)
                .get());
        when(consultations.lock(Example.ID)).thenAnswer(call -> example.get(Example.ID));
        when(courier.channels()).thenReturn(Set.of("email", "sms"));
        stands(false, false, false);
    }

    @Test
    void it_is_sent_again_until_it_is_of_no_use_and_the_audit_keeps_who_and_why() {
        sendAgain("sms");
        verify(messages).again(KEY, "sms", Example.before(2), true);
        verify(audit)
                .record(
                        "ops:ada",
                        "message-sent-again",
                        Example.ID,
                        "notice=" + NOTICE + " channel=sms reason=not-received");
    }

    @Test
    void who_is_asked_to_phone_already_is_not_asked_twice() {
        stands(false, false, true);
        sendAgain("sms");
        verify(messages).again(KEY, "sms", Example.before(2), false);
    }

    @Test
    void nothing_is_sent_again_that_is_too_late_not_true_or_still_under_way() {
        when(messages.isUnderWay(KEY)).thenReturn(true);
        refused("still under way");
        clock.set(Example.before(2));
        refused("too late");
        example.status = ConsultationStatus.CANCELLED;
        refused("not true any more");
        verify(messages, never()).again(any(), any(), any(), anyBoolean());
        verifyNoInteractions(audit);
    }

    @Test
    void a_reminder_of_an_earlier_schedule_is_not_sent_again() {
        example.revision = 2;
        refused("Superseded");
    }

    @Test
    void a_channel_without_a_route_and_another_consultations_message_are_refused() {
        assertThatThrownBy(() -> sendAgain("pigeon")).isInstanceOf(InvalidRequestException.class);
        NoticeKey anothers = new NoticeKey(UUID.randomUUID(), "reminder-24h", 1, "patient", 0);
        when(messages.lock(NOTICE)).thenReturn(Optional.of(new Standing(anothers, false, false, false)));
        assertThatThrownBy(() -> sendAgain("sms")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(this::doneByPhone).isInstanceOf(InvalidRequestException.class);
        verifyNoInteractions(audit);
    }

    @Test
    void done_by_phone_is_kept_in_the_history_and_in_the_audit_with_who_said_so() {
        doneByPhone();
        verify(calls).recordCall(Example.ID, true, "ada");
        verify(messages).doneByPhone(NOTICE);
        verify(audit)
                .record(
                        eq("ops:ada"),
                        eq("message-done-by-phone"),
                        eq(Example.ID),
                        eq("notice=" + NOTICE + " reason=told-by-phone"));
    }

    @Test
    void what_has_arrived_or_is_closed_is_not_marked_as_done_by_phone() {
        stands(true, false, false);
        assertThatThrownBy(this::doneByPhone).isInstanceOf(StateConflictException.class);
        stands(false, true, false);
        assertThatThrownBy(this::doneByPhone).isInstanceOf(StateConflictException.class);
        verify(messages, never()).doneByPhone(any());
        verifyNoInteractions(audit);
    }

    private void stands(boolean reached, boolean closed, boolean callAsked) {
        when(messages.lock(NOTICE)).thenReturn(Optional.of(new Standing(KEY, reached, closed, callAsked)));
    }

    private void sendAgain(String channel) {
        service.sendAgain(Example.ID, NOTICE, channel, ActionReason.NOT_RECEIVED, "ops:ada");
    }

    private void doneByPhone() {
        service.doneByPhone(Example.ID, NOTICE, ActionReason.TOLD_BY_PHONE, "ops:ada");
    }

    private void refused(String why) {
        assertThatThrownBy(() -> sendAgain("sms"))
                .isInstanceOf(StateConflictException.class)
                .hasMessageContaining(why);
    }
}
