package org.consultflow.reply;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationHistory;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.Party;
import org.consultflow.crypto.Vault;
import org.consultflow.people.People;
import org.consultflow.people.Person;
import org.consultflow.reply.InboxStore.Row;
import org.consultflow.reply.MessageStore.Stored;
import org.consultflow.reply.OpenQuestions.Known;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Passes on to a person what no word settles. One task for each number: what comes while it is open joins it, so that a flood
 * is one task. Locks follow the order consultation, inbox, engine.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class Inbox implements ClinicInbox {

    private static final Duration BEFORE_START = Duration.ofMinutes(30);
    private static final Duration AT_LEAST = Duration.ofMinutes(10);
    private static final int SHOWN = 6;

    private final InboxStore store;
    private final MessageStore messages;
    private final OpenQuestions questions;
    private final Consultations consultations;
    private final ConsultationHistory history;
    private final People people;
    private final PatientReplyProcess process;
    private final Vault vault;
    private final ReplySettings settings;
    private final Clock clock;

    Inbox(
            InboxStore store,
            MessageStore messages,
            OpenQuestions questions,
            Consultations consultations,
            ConsultationHistory history,
            People people,
            PatientReplyProcess process,
            Vault vault,
            ReplySettings settings,
            Clock clock) {
        this.store = store;
        this.messages = messages;
        this.questions = questions;
        this.consultations = consultations;
        this.history = history;
        this.people = people;
        this.process = process;
        this.vault = vault;
        this.settings = settings;
        this.clock = clock;
    }

    /** @return whether a task was made for it; false if it joined an open one */
    boolean passOn(Stored message, String reason) {
        List<Known> known = questions.knownFor(message.addressKey());
        List<Consultation> ahead = known.stream()
                .map(Known::consultation)
                .filter(it -> !it.status().ended())
                .distinct()
                .toList();
        Row item = new Row(
                UUID.randomUUID(),
                message.channel(),
                message.addressKey(),
                vault.seal(message.address()),
                known.isEmpty() ? "unknown-number" : reason,
                ahead.size() == 1 ? ahead.get(0).id() : null,
                dueAt(ahead),
                false);
        UUID taken = ask(item);
        messages.putInto(taken, message.id());
        messages.finish(message.id(), "inbox", null);
        return taken.equals(item.id());
    }

    /** The patient chose "another time" about a visit. */
    void askForAnotherTime(Consultation consultation, String via) {
        Person patient = people.get(consultation.patientId());
        String address = Optional.ofNullable(patient.phone()).orElse(patient.email());
        String key = people.addressKey(address);
        UUID item = ask(new Row(
                UUID.randomUUID(),
                via,
                key,
                vault.seal(address),
                "another-time",
                consultation.id(),
                dueAt(List.of(consultation)),
                false));
        UUID choice = messages.add(
                new InboundMessage("choice:" + UUID.randomUUID(), via, address, null, 0, ""),
                key,
                Meaning.OTHER,
                null,
                "inbox");
        messages.putInto(item, choice);
    }

    private UUID ask(Row item) {
        if (item.consultationId() != null && !store.hasOpen(item.addressKey())) {
            history.record(item.consultationId(), "patient-wrote", Party.PATIENT, item.reason());
        }
        store.open(item, clock.instant());
        Row open = store.lockOpen(item.addressKey())
                .orElseThrow(() -> new OptimisticLockingFailureException("the task was done at the same moment"));
        process.ask(open.id(), open.consultationId(), open.reason(), open.dueAt());
        return open.id();
    }

    /** Soon, and before the visit: but nobody can answer at once. */
    private Instant dueAt(List<Consultation> ahead) {
        Instant now = clock.instant();
        Instant usual = now.plus(settings.answerWithin());
        Instant due = ahead.stream()
                .map(it -> it.schedule().start())
                .filter(start -> start.isAfter(now))
                .map(start -> start.minus(BEFORE_START))
                .filter(usual::isAfter)
                .min(Instant::compareTo)
                .orElse(usual);
        Instant earliest = now.plus(AT_LEAST);
        return due.isBefore(earliest) ? earliest : due;
    }

    @Override
    @Transactional(readOnly = true)
    public boolean has(UUID replyId) {
        return store.find(replyId).isPresent();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Item> find(UUID replyId) {
        return store.find(replyId)
                .map(row -> new Item(
                        row.id(),
                        row.channel(),
                        vault.open(row.address()),
                        row.reason(),
                        about(row),
                        messages.lastOf(row.id()),
                        messages.count(row.id()),
                        row.dueAt()));
    }

    private List<About> about(Row row) {
        if (row.consultationId() != null) {
            Consultation consultation = consultations.get(row.consultationId());
            List<Known> written = questions.knownFor(row.addressKey()).stream()
                    .filter(it -> it.consultation().id().equals(consultation.id()))
                    .toList();
            return written.isEmpty()
                    ? List.of(new About(people.get(consultation.patientId()), consultation))
                    : opened(written);
        }
        List<Known> known = questions.knownFor(row.addressKey());
        List<Known> ahead =
                known.stream().filter(it -> !it.consultation().status().ended()).toList();
        return opened(ahead.isEmpty() ? known : ahead);
    }

    private List<About> opened(List<Known> known) {
        return known.stream()
                .limit(SHOWN)
                .map(it -> new About(people.get(it.personId()), it.consultation()))
                .toList();
    }

    @Override
    public void done(UUID replyId, String result, String byUser) {
        store.find(replyId).filter(row -> !row.isDone()).ifPresent(row -> {
            if (row.consultationId() != null) {
                history.record(row.consultationId(), "reply-answered", Party.CLINIC, result + ", by " + byUser);
            }
            store.done(replyId, result, byUser, clock.instant());
        });
    }

    @Override
    public int lock(UUID replyId) {
        store.find(replyId).map(Row::consultationId).ifPresent(history::lock);
        store.lock(replyId);
        return messages.count(replyId);
    }
}
