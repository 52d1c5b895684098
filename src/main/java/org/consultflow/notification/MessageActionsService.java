package org.consultflow.notification;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.consultflow.audit.Audit;
import org.consultflow.consultation.CallRecord;
import org.consultflow.consultation.CommandTransactions;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationHistory;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.delivery.ByHand;
import org.consultflow.delivery.Courier;
import org.consultflow.delivery.NoticeKey;
import org.consultflow.notification.ReminderPlan.PlannedReminder;
import org.springframework.stereotype.Service;

/** Acts on a message in one transaction with the audit: consultation first, then the message, then the engine. */
@Service
class MessageActionsService implements MessageActions {

    private final CommandTransactions transactions;
    private final ConsultationHistory consultations;
    private final CallRecord calls;
    private final ByHand messages;
    private final Kinds kinds;
    private final ReminderPlan plan;
    private final Courier courier;
    private final Audit audit;
    private final Clock clock;

    MessageActionsService(
            CommandTransactions transactions,
            ConsultationHistory consultations,
            CallRecord calls,
            ByHand messages,
            Kinds kinds,
            ReminderPlan plan,
            Courier courier,
            Audit audit,
            Clock clock) {
        this.transactions = transactions;
        this.consultations = consultations;
        this.calls = calls;
        this.messages = messages;
        this.kinds = kinds;
        this.plan = plan;
        this.courier = courier;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Set<String> channels() {
        return new TreeSet<>(courier.channels());
    }

    @Override
    public void sendAgain(UUID consultationId, UUID noticeId, String channel, ActionReason why, String actor) {
        if (!courier.channels().contains(channel)) {
            throw new InvalidRequestException("channel", "must be one of " + channels());
        }
        transactions.run(() -> {
            Consultation consultation = consultations.lock(consultationId);
            ByHand.Standing standing = standing(consultationId, noticeId);
            NoticeKey notice = standing.notice();
            KindRule rule = kinds.rule(notice.kind());
            requireTrue(rule, consultation, notice);
            Instant deadline = deadline(rule, consultation, notice);
            if (!clock.instant().isBefore(deadline)) {
                throw new StateConflictException("it is too late: this message stopped to be of use at " + deadline);
            }
            if (messages.isUnderWay(notice)) {
                throw new StateConflictException(
                        "it is still under way; if it does not arrive, its next channel goes by itself");
            }
            // whoever is asked to phone already need not be asked a second time
            messages.again(notice, channel, deadline, rule.callIfUnreached() && !standing.callAsked());
            audit.record(
                    actor,
                    "message-sent-again",
                    consultationId,
                    "notice=" + noticeId + " channel=" + channel + " reason=" + why.word());
            return null;
        });
    }

    @Override
    public void doneByPhone(UUID consultationId, UUID noticeId, ActionReason why, String actor) {
        transactions.run(() -> {
            consultations.lock(consultationId);
            ByHand.Standing standing = standing(consultationId, noticeId);
            if (standing.reached()) {
                throw new StateConflictException("it has arrived: there is nothing left to phone about");
            }
            if (standing.closed()) {
                throw new StateConflictException("it is closed: nobody has to be told any more");
            }
            calls.recordCall(consultationId, true, actor.substring(actor.indexOf(':') + 1));
            messages.doneByPhone(noticeId);
            audit.record(
                    actor, "message-done-by-phone", consultationId, "notice=" + noticeId + " reason=" + why.word());
            return null;
        });
    }

    private ByHand.Standing standing(UUID consultationId, UUID noticeId) {
        return messages.lock(noticeId)
                .filter(found -> found.notice().consultationId().equals(consultationId))
                .orElseThrow(() -> new InvalidRequestException("noticeId", "must be a message of this consultation"));
    }

    private static void requireTrue(KindRule rule, Consultation consultation, NoticeKey notice) {
        Optional.ofNullable(rule.objection(consultation, notice.scheduleRevision()))
                .ifPresent(objection -> {
                    throw new StateConflictException("the message is not true any more: the consultation is "
                            + consultation.status().word() + " (" + objection.word() + ")");
                });
    }

    private Instant deadline(KindRule rule, Consultation consultation, NoticeKey notice) {
        if (!kinds.isReminder(notice.kind())) {
            return rule.deadline(consultation);
        }
        PlannedReminder row = plan.remindersFor(consultation.type()).stream()
                .filter(planned -> planned.name().equals(notice.kind()))
                .findFirst()
                .orElseThrow(
                        () -> new StateConflictException("the reminder plan has no " + notice.kind() + " any more"));
        return ReminderDecision.deadline(row, consultation.schedule());
    }
}
