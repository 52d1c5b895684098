package org.consultflow.notification;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationNotFoundException;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.JoinLinks;
import org.consultflow.delivery.Content;
import org.consultflow.delivery.Correspondence;
import org.consultflow.delivery.NoticeKey;
import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.notification.ReminderPlan.PlannedReminder;
import org.consultflow.people.Directory;
import org.consultflow.people.People;
import org.consultflow.people.Person;
import org.consultflow.people.Role;
import org.springframework.stereotype.Service;

/** Answers delivery's questions: is it still true, where to, and what does it say. */
@Service
class CorrespondenceService implements Correspondence {

    private final Consultations consultations;
    private final People people;
    private final PatientWishes wishes;
    private final Kinds kinds;
    private final ReminderPlan plan;
    private final JoinLinks joinLinks;
    private final FactFinder facts;
    private final MessageRenderer renderer;
    private final Clock clock;

    CorrespondenceService(
            Consultations consultations,
            People people,
            PatientWishes wishes,
            Kinds kinds,
            ReminderPlan plan,
            JoinLinks joinLinks,
            FactFinder facts,
            MessageRenderer renderer,
            Clock clock) {
        this.consultations = consultations;
        this.people = people;
        this.wishes = wishes;
        this.kinds = kinds;
        this.plan = plan;
        this.joinLinks = joinLinks;
        this.facts = facts;
        this.renderer = renderer;
        this.clock = clock;
    }

    @Override
    public Dossier about(Collection<NoticeKey> notices) {
        return about(consultations.findAll(ids(notices)));
    }

    @Override
    public Dossier hold(Collection<NoticeKey> notices) {
        return about(consultations.holdAll(ids(notices)));
    }

    private static Set<UUID> ids(Collection<NoticeKey> notices) {
        return notices.stream().map(NoticeKey::consultationId).collect(Collectors.toSet());
    }

    private Dossier about(Map<UUID, Supplier<Consultation>> found) {
        return new Letters(found, people.directory(peopleOf(found.values())), joinLinks.about(found.keySet()));
    }

    private static Set<UUID> peopleOf(Collection<Supplier<Consultation>> found) {
        Set<UUID> ids = new HashSet<>();
        for (Supplier<Consultation> consultation : found) {
            try {
                ids.add(consultation.get().patientId());
                ids.add(consultation.get().providerId());
            } catch (IllegalStateException unreadable) {
                // said when somebody asks about that one
            }
        }
        return ids;
    }

    @Override
    public Optional<WholeChain> overtaken(NoticeKey notice) {
        return overtaken(notice, consultations.get(notice.consultationId()));
    }

    private Optional<WholeChain> overtaken(NoticeKey notice, Consultation consultation) {
        return Optional.ofNullable(kinds.rule(notice.kind()).objection(consultation, notice.scheduleRevision()));
    }

    @Override
    public void optedOut(String channel, String address, String source) {
        people.optOut(channel, address, source);
    }

    /** What is known about some notices: consultations and people as they were read. */
    private final class Letters implements Dossier {

        private final Map<UUID, Supplier<Consultation>> consultations;
        private final Directory directory;
        private final JoinLinks joinLinks;
        private final Map<ConsultationType, List<PlannedReminder>> planned = new ConcurrentHashMap<>();

        Letters(Map<UUID, Supplier<Consultation>> consultations, Directory directory, JoinLinks joinLinks) {
            this.consultations = consultations;
            this.directory = directory;
            this.joinLinks = joinLinks;
        }

        @Override
        public boolean knows(NoticeKey notice) {
            return consultations.containsKey(notice.consultationId());
        }

        @Override
        public Clearance clear(NoticeKey notice, String channel) {
            Consultation consultation = consultation(notice);
            Optional<WholeChain> overtaken = overtaken(notice, consultation);
            if (overtaken.isPresent()) {
                return new Objection(overtaken.get());
            }
            Person person = recipient(consultation, notice);
            Optional<String> address = person.addressOn(channel);
            // a provider is told as part of their work; a patient has to have agreed
            if (person.role() == Role.PATIENT && !person.consent().contains(channel)) {
                return new Objection(ThisChannel.NO_CONSENT);
            }
            if (address.isEmpty()) {
                return new Objection(ThisChannel.NO_ADDRESS);
            }
            if (directory.optedOut(channel, address.get())) {
                return new Objection(ThisChannel.OPTED_OUT);
            }
            Optional<Clearance> disturbing = person.role() == Role.PATIENT
                    ? wishes.objection(consultation, directory.preferences(person.id()), notice.kind(), channel)
                    : Optional.empty();
            return disturbing.orElseGet(() -> new Clear(address.get(), directory.addressKey(address.get())));
        }

        @Override
        public UUID provider(NoticeKey notice) {
            return consultation(notice).providerId();
        }

        @Override
        public Content compose(NoticeKey notice, String channel) {
            Consultation consultation = consultation(notice);
            Person recipient = recipient(consultation, notice);
            String kind = spokenKind(notice.kind(), consultation);
            return renderer.render(
                    channel,
                    kind,
                    recipient.locale(),
                    facts.of(notice, kind, consultation, recipient, directory, joinLinks));
        }

        @Override
        public String words(NoticeKey notice, String channel) {
            try {
                Consultation consultation = consultation(notice);
                Person recipient = recipient(consultation, notice);
                return renderer.version(
                        channel, spokenKind(notice.kind(), consultation), notice.audience(), recipient.locale());
            } catch (RuntimeException unwritable) {
                // said when it is to be written
                return null;
            }
        }

        private String spokenKind(String kind, Consultation consultation) {
            if (!kinds.isReminder(kind)) {
                return kind;
            }
            return planned.computeIfAbsent(consultation.type(), plan::remindersFor).stream()
                    .filter(row -> row.name().equals(kind))
                    .findFirst()
                    .map(row -> ReminderDecision.wordsOf(row, consultation.schedule(), clock.instant()))
                    .orElse(kind);
        }

        private Consultation consultation(NoticeKey notice) {
            Supplier<Consultation> found = consultations.get(notice.consultationId());
            if (found == null) {
                throw new ConsultationNotFoundException(notice.consultationId());
            }
            return found.get();
        }

        private Person recipient(Consultation consultation, NoticeKey notice) {
            return directory.get(
                    notice.audience().equals(Role.PROVIDER.word())
                            ? consultation.providerId()
                            : consultation.patientId());
        }
    }
}
