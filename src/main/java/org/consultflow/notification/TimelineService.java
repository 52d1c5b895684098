package org.consultflow.notification;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationEvent;
import org.consultflow.consultation.ConsultationTrace;
import org.consultflow.consultation.Consultations;
import org.consultflow.delivery.Courier;
import org.consultflow.delivery.Ledger;
import org.consultflow.delivery.Ledger.LedgerEntry;
import org.consultflow.delivery.SuppressionReason;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts a consultation's own history, what was sent, and what is planned into one order. */
@Service
class TimelineService implements Timeline {

    private static final String CONSULTATION = "consultation";
    private static final String ROOM = "room";
    private static final String MESSAGE = "message";
    /** What did not happen for a reason of our own. */
    private static final Set<String> OURS = Set.of("suppressed", "deferred", "held");

    private final Consultations consultations;
    private final List<ConsultationTrace> traces;
    private final Ledger ledger;
    private final Courier courier;
    private final ReminderPlan plan;
    private final ReminderTimes times;
    private final Clock clock;

    TimelineService(
            Consultations consultations,
            List<ConsultationTrace> traces,
            Ledger ledger,
            Courier courier,
            ReminderPlan plan,
            ReminderTimes times,
            Clock clock) {
        this.consultations = consultations;
        this.traces = traces;
        this.ledger = ledger;
        this.courier = courier;
        this.plan = plan;
        this.times = times;
        this.clock = clock;
    }

    @Override
    @Transactional
    public List<TimelineEntry> of(UUID consultationId) {
        Consultation consultation = consultations.get(consultationId);
        List<LedgerEntry> sent = ledger.of(consultationId);
        List<TimelineEntry> entries = new ArrayList<>();
        consultations.historyOf(consultationId).forEach(event -> entries.add(happened(CONSULTATION, event)));
        traces.forEach(trace -> trace.of(consultationId).forEach(event -> entries.add(happened(ROOM, event))));
        sent.forEach(entry -> entries.add(sent(entry)));
        // stable: of two entries of one moment, the consultation's own comes first, as it is the cause
        entries.sort(Comparator.comparing(TimelineEntry::at));
        if (consultation.status().beforeSession()) {
            entries.addAll(planned(consultation, sent));
        }
        return entries;
    }

    private static TimelineEntry happened(String subject, ConsultationEvent event) {
        String party = event.party() == null ? null : event.party().word();
        return new TimelineEntry(
                event.at(),
                subject,
                event.event(),
                party,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                event.detail(),
                false,
                null);
    }

    private TimelineEntry sent(LedgerEntry entry) {
        return new TimelineEntry(
                entry.at(),
                MESSAGE,
                entry.what(),
                null,
                entry.kind(),
                entry.audience(),
                entry.channel(),
                entry.scheduleRevision(),
                reason(entry),
                entry.providerStatus(),
                entry.errorCode(),
                entry.detail() == null ? meaning(entry) : entry.detail(),
                false,
                entry.noticeId());
    }

    private String meaning(LedgerEntry entry) {
        return entry.channel() == null || entry.errorCode() == null
                ? null
                : courier.meaning(entry.channel(), entry.errorCode()).orElse(null);
    }

    private static String reason(LedgerEntry entry) {
        boolean isOurs = OURS.contains(entry.what()) && entry.reason() != null;
        return isOurs ? SuppressionReason.of(entry.reason()).word() : entry.reason();
    }

    private List<TimelineEntry> planned(Consultation consultation, List<LedgerEntry> sent) {
        Instant now = clock.instant();
        int revision = consultation.schedule().revision();
        Set<String> requested = new HashSet<>();
        sent.stream()
                .filter(entry -> entry.scheduleRevision() == revision)
                .forEach(entry -> requested.add(entry.kind()));
        List<TimelineEntry> planned = new ArrayList<>();
        plan.remindersFor(consultation.type()).forEach(row -> {
            Instant due = times.dueAt(consultation, consultation.schedule().start(), row);
            if (due.isAfter(now) && !requested.contains(row.name())) {
                planned.add(new TimelineEntry(
                        due,
                        MESSAGE,
                        "planned",
                        null,
                        row.name(),
                        "patient",
                        null,
                        revision,
                        null,
                        null,
                        null,
                        row.chains().toString(),
                        true,
                        null));
            }
        });
        planned.add(new TimelineEntry(
                consultation.schedule().start(),
                CONSULTATION,
                "session-starts",
                null,
                null,
                null,
                null,
                revision,
                null,
                null,
                null,
                null,
                true,
                null));
        planned.sort(Comparator.comparing(TimelineEntry::at));
        return planned;
    }
}
