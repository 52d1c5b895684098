package org.consultflow.consultation;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** The commands: rules first, then consultation, delivery rows (through events), engine. */
@Service
class CommandService implements ConsultationCommands {

    private final ConsultationStore store;
    private final Bookings bookings;
    private final ConsultationProcess process;
    private final CommandTransactions transactions;
    private final RequestReader requests;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CommandService(
            ConsultationStore store,
            Bookings bookings,
            ConsultationProcess process,
            CommandTransactions transactions,
            RequestReader requests,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.bookings = bookings;
        this.process = process;
        this.transactions = transactions;
        this.requests = requests;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public <T> T book(String idempotencyKey, JsonNode booking, Function<Consultation, T> answer) {
        return bookings.book(idempotencyKey, booking, answer);
    }

    @Override
    public Consultation accept(UUID id) {
        return change(
                id,
                "accepted",
                it -> {
                    require(it.status() == ConsultationStatus.REQUESTED && it.awaitsAcceptance(), it, "accepted");
                    return it.acceptedByProvider();
                },
                Party.PROVIDER,
                null,
                ConsultationProcess::accepted);
    }

    @Override
    public Consultation decline(UUID id, String reason) {
        return change(
                id,
                "declined",
                it -> {
                    require(it.status() == ConsultationStatus.REQUESTED && it.awaitsAcceptance(), it, "declined");
                    return it.calledOff(ConsultationStatus.DECLINED, Party.PROVIDER, text(reason, "reason"));
                },
                Party.PROVIDER,
                ConsultationEvents.Declined::new,
                ConsultationProcess::declined);
    }

    @Override
    public Consultation cancel(UUID id, Party by, String reason) {
        Party party = by == null ? Party.CLINIC : by;
        return change(
                id,
                "cancelled",
                it -> {
                    require(it.status().beforeSession(), it, "cancelled");
                    return it.calledOff(ConsultationStatus.CANCELLED, party, text(reason, "reason"));
                },
                party,
                ConsultationEvents.Cancelled::new,
                ConsultationProcess::cancelled);
    }

    @Override
    public Consultation reschedule(UUID id, JsonNode request) {
        RescheduleRequest wanted = requests.read(request, RescheduleRequest.class);
        return change(
                id,
                "rescheduled",
                it -> {
                    require(it.status().beforeSession(), it, "rescheduled");
                    return moved(it, wanted);
                },
                null,
                ConsultationEvents.Rescheduled::new,
                ConsultationProcess::rescheduled);
    }

    private Consultation moved(Consultation it, RescheduleRequest wanted) {
        Instant now = clock.instant();
        Rules rules = new Rules();
        Schedule checked = rules.schedule(
                wanted.start(),
                wanted.timeZone() == null ? it.schedule().zone().getId() : wanted.timeZone(),
                wanted.durationMinutes() == null
                        ? Math.toIntExact(it.schedule().duration().toMinutes())
                        : wanted.durationMinutes(),
                now);
        rules.throwIfBroken();
        Schedule schedule = it.schedule().moveTo(checked.start(), checked.zone(), checked.duration());
        Instant acceptBy = it.awaitsAcceptance() ? BookingRules.answerBy(schedule.start(), now) : it.acceptanceDueAt();
        PaymentTerms terms = it.openPayment()
                .filter(open -> open.dueBy().isAfter(schedule.start()))
                .map(open -> new PaymentTerms(
                        open.amount(),
                        open.currency(),
                        BookingRules.payBy(schedule.start(), it.awaitsAcceptance() ? acceptBy : null, now)))
                .orElse(it.paymentTerms());
        return it.movedTo(schedule, acceptBy, terms);
    }

    @Override
    public Consultation confirmAttendance(UUID id, int scheduleRevision, String via) {
        return transactions.run(() -> {
            Consultation it = store.lock(id);
            if (!it.canBeAnswered(scheduleRevision, clock.instant())) {
                throw new StateConflictException("the visit that the patient was asked about is not ahead any more");
            }
            if (!store.patientConfirmed(id)) {
                process.patientConfirmed(it, via);
            }
            return it;
        });
    }

    @Override
    public Consultation confirmPayment(UUID id) {
        return change(
                id,
                "paid",
                it -> {
                    require(it.status() == ConsultationStatus.AWAITING_PAYMENT, it, "paid");
                    return it.paid(clock.instant());
                },
                Party.PATIENT,
                null,
                ConsultationProcess::paid);
    }

    @Override
    public Consultation complete(UUID id, String outcome) {
        ConsultationStatus status = Arrays.stream(ConsultationStatus.values())
                .filter(it -> it == ConsultationStatus.COMPLETED
                        || it == ConsultationStatus.NO_SHOW
                        || it == ConsultationStatus.UNKNOWN)
                .filter(it -> it.word().equals(outcome == null ? "completed" : outcome))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException("outcome", "must be completed, no-show or unknown"));
        return change(
                id,
                status.word(),
                it -> {
                    require(it.status() == ConsultationStatus.IN_SESSION, it, "completed");
                    return it.withStatus(status);
                },
                null,
                ConsultationEvents.Ended::new,
                ConsultationProcess::sessionEnded);
    }

    private Consultation change(
            UUID id,
            String event,
            UnaryOperator<Consultation> change,
            Party party,
            Function<Consultation, ConsultationEvents> published,
            BiConsumer<ConsultationProcess, Consultation> told) {
        return transactions.run(() -> {
            Consultation changed = change.apply(store.lock(id));
            store.update(changed);
            store.addEvent(id, clock.instant(), event, party, null);
            if (published != null) {
                events.publishEvent(published.apply(changed));
            }
            told.accept(process, changed);
            return store.get(id);
        });
    }

    private static void require(boolean allowed, Consultation it, String command) {
        if (!allowed) {
            throw new StateConflictException(
                    "a consultation that is " + it.status().word() + " cannot be " + command);
        }
    }

    private static String text(String text, String field) {
        if (text != null && text.length() > 2000) {
            throw new InvalidRequestException(field, "must be no longer than 2000 characters");
        }
        return text;
    }
}
