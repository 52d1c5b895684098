package org.consultflow.notification;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.consultflow.consultation.Consultation;
import org.consultflow.delivery.Chains;
import org.consultflow.delivery.Correspondence.Clearance;
import org.consultflow.notification.ReminderPlan.PlannedReminder;
import org.consultflow.people.People;
import org.consultflow.people.Preferences;
import org.consultflow.people.QuietHours;
import org.springframework.stereotype.Component;

/** How the patient of a consultation would like to be told. */
@Component
class PatientWishes implements ReminderTimes {

    private final People people;
    private final QuietSettings settings;
    private final Clock clock;

    PatientWishes(People people, QuietSettings settings, Clock clock) {
        this.people = people;
        this.settings = settings;
        this.clock = clock;
    }

    /** The chains, each in the order that the patient prefers, as far as consent goes. */
    Chains inPreferredOrder(UUID patientId, Chains chains) {
        List<String> preferred = people.preferences(patientId).channels();
        if (preferred.isEmpty()) {
            return chains;
        }
        Set<String> consent = people.get(patientId).consent();
        return chains.inOrderOf(preferred.stream().filter(consent::contains).toList());
    }

    /** What quiet hours object to a message that would leave now; empty if nothing. */
    Optional<Clearance> objection(Consultation consultation, Preferences own, String kind, String channel) {
        Instant now = clock.instant();
        if (!settings.channels().contains(channel)
                || QuietRules.ignored(settings.ignoredBy().get(kind), consultation, now)) {
            return Optional.empty();
        }
        return quietHours(own, consultation.schedule().zone()).flatMap(hours -> QuietRules.objection(hours, now));
    }

    @Override
    public Instant dueAt(Consultation consultation, Instant start, PlannedReminder reminder) {
        Instant due = start.minus(reminder.offset());
        return quietHours(
                        people.preferences(consultation.patientId()),
                        consultation.schedule().zone())
                .filter(hours -> wouldSound(consultation.patientId(), reminder.chains()))
                .map(hours -> QuietRules.due(hours, due, settings.lead(), clock.instant()))
                .orElse(due);
    }

    private boolean wouldSound(UUID patientId, Chains chains) {
        Set<String> consent = people.get(patientId).consent();
        return chains.chains().stream()
                .flatMap(List::stream)
                .anyMatch(channel -> settings.channels().contains(channel) && consent.contains(channel));
    }

    private Optional<QuietHours> quietHours(Preferences own, ZoneId zone) {
        return Optional.ofNullable(own.quietHours()).or(() -> settings.clinic(zone));
    }
}
