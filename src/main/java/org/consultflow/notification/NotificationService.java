package org.consultflow.notification;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationEvent;
import org.consultflow.consultation.ConsultationEvents;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.Party;
import org.consultflow.delivery.Chains;
import org.consultflow.delivery.NoticeKey;
import org.consultflow.delivery.Outbox;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.notification.ReminderPlan.PlannedReminder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Decides what is told to whom, and takes back what is overtaken. */
@Service
class NotificationService implements Notifications {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationService.class);
    private static final String PATIENT = "patient";
    private static final String PROVIDER = "provider";
    private static final Set<String> PLANNING = Set.of("confirmed", "rescheduled");

    private final Consultations consultations;
    private final ReminderPlan plan;
    private final Kinds kinds;
    private final PatientWishes wishes;
    private final Outbox outbox;
    private final Clock clock;

    NotificationService(
            Consultations consultations,
            ReminderPlan plan,
            Kinds kinds,
            PatientWishes wishes,
            Outbox outbox,
            Clock clock) {
        this.consultations = consultations;
        this.plan = plan;
        this.kinds = kinds;
        this.wishes = wishes;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(UUID consultationId, String kind, String audience) {
        Consultation consultation = consultations.get(consultationId);
        List<String> audiences =
                switch (audience) {
                    case PATIENT, PROVIDER -> List.of(audience);
                    case "both" -> List.of(PATIENT, PROVIDER);
                    default ->
                        throw new IllegalArgumentException(
                                "the audience of \"" + kind + "\" must be patient, provider or both");
                };
        int revision = consultation.schedule().revision();
        for (String one : audiences) {
            tell(consultation, new NoticeKey(consultationId, kind, revision, one, 0));
        }
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void prepare(Collection<UUID> consultationIds) {
        consultations.holdAhead(consultationIds);
        wishes.readAhead(
                consultationIds.stream().flatMap(id -> patientOf(id).stream()).toList());
    }

    private Optional<UUID> patientOf(UUID consultationId) {
        try {
            return consultations.find(consultationId).map(Consultation::patientId);
        } catch (IllegalStateException unreadable) {
            // said when something is told about that one
            return Optional.empty();
        }
    }

    private void tell(Consultation consultation, NoticeKey notice) {
        Instant now = clock.instant();
        KindRule rule = kinds.rule(notice.kind());
        PlannedReminder reminder = kinds.isReminder(notice.kind()) ? planned(consultation, notice.kind()) : null;
        WholeChain objection = rule.objection(consultation, notice.scheduleRevision());
        if (objection == null && kinds.isReminder(notice.kind())) {
            objection = ReminderDecision.objection(reminder, consultation.schedule(), plannedAt(consultation), now);
        }
        Instant deadline = reminder == null
                ? rule.deadline(consultation)
                : ReminderDecision.deadline(reminder, consultation.schedule());
        if (objection == null && !now.isBefore(deadline)) {
            objection = WholeChain.TOO_LATE;
        }
        if (objection != null) {
            LOG.info("{} of {} is not sent: {}", notice.kind(), notice.consultationId(), objection.word());
            outbox.suppress(notice, objection);
            return;
        }
        outbox.request(notice, chains(consultation, notice, rule, reminder, now), deadline, rule.callIfUnreached());
    }

    private Chains chains(
            Consultation consultation, NoticeKey notice, KindRule rule, PlannedReminder reminder, Instant now) {
        if (notice.audience().equals(PROVIDER)) {
            return rule.provider();
        }
        Chains chains = reminder != null
                ? reminder.chains()
                : rule.patientChains(consultation, consultation.cancelledBy() == Party.PATIENT, now);
        return wishes.inPreferredOrder(consultation.patientId(), chains);
    }

    private PlannedReminder planned(Consultation consultation, String name) {
        return plan.remindersFor(consultation.type()).stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** When the reminders were planned last: a visit that waits for its acceptance or payment has none yet. */
    private Instant plannedAt(Consultation consultation) {
        return consultations.historyOf(consultation.id()).stream()
                .filter(event -> PLANNING.contains(event.event()))
                .map(ConsultationEvent::at)
                .reduce(consultation.bookedAt(), (earlier, later) -> later);
    }

    /** Takes back what has not left and is not true any more: before the process tells what is true now. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void overtaken(ConsultationEvents event) {
        Consultation consultation = event.consultation();
        WholeChain reason =
                event instanceof ConsultationEvents.Cancelled || event instanceof ConsultationEvents.Declined
                        ? WholeChain.CANCELLED
                        : WholeChain.SUPERSEDED;
        outbox.withdraw(
                consultation.id(),
                reason,
                notice -> kinds.rule(notice.kind()).objection(consultation, notice.scheduleRevision()) != null);
    }
}
