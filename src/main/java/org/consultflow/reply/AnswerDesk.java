package org.consultflow.reply;

import java.time.Clock;
import java.util.Optional;

import org.consultflow.consultation.CommandTransactions;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.ProcessSuspendedException;
import org.consultflow.consultation.Schedule;
import org.consultflow.consultation.StateConflictException;
import org.springframework.stereotype.Service;

/** What stands behind an answer link, and the use of it. */
@Service
class AnswerDesk {

    private static final String VIA = "link";

    private final SignedAnswerLinks links;
    private final UsedAnswerLinks used;
    private final Consultations consultations;
    private final PatientAnswers answers;
    private final CommandTransactions transactions;
    private final Clock clock;

    AnswerDesk(
            SignedAnswerLinks links,
            UsedAnswerLinks used,
            Consultations consultations,
            PatientAnswers answers,
            CommandTransactions transactions,
            Clock clock) {
        this.links = links;
        this.used = used;
        this.consultations = consultations;
        this.answers = answers;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What is to be told.
     *
     * @param schedule of the visit; null where nothing may be told of it
     */
    record View(AnswerState state, Schedule schedule) {}

    /** Looks, and changes nothing. */
    View look(String token) {
        return links.verify(token).map(this::look).orElseGet(() -> new View(AnswerState.UNKNOWN, null));
    }

    /**
     * Answers, unless the link was used or is overtaken. Answer and use are one transaction; a twin at the same time finds
     * the use, or is stopped by its key and tries again.
     *
     * @return how it stands afterwards
     * @throws StateConflictException if the answer was refused though an answer is awaited
     */
    View answer(String token, Answer answer) {
        Optional<AnswerTicket> link = links.verify(token);
        if (link.isEmpty()) {
            return look(token);
        }
        AnswerTicket ticket = link.get();
        try {
            return transactions.run(() -> {
                if (look(ticket).state() == AnswerState.OPEN) {
                    act(ticket, answer);
                    used.use(ticket, answer, clock.instant());
                }
                return look(ticket);
            });
        } catch (StateConflictException overtaken) {
            View view = look(ticket);
            if (view.state() == AnswerState.OPEN) {
                throw overtaken;
            }
            return view;
        } catch (ProcessSuspendedException standsStill) {
            return new View(AnswerState.LATER, null);
        }
    }

    private void act(AnswerTicket ticket, Answer answer) {
        switch (answer) {
            case CONFIRM -> answers.confirm(ticket.consultationId(), ticket.revision(), VIA);
            case CANCEL -> answers.cancel(ticket.consultationId(), ticket.revision(), VIA);
            case ANOTHER_TIME -> answers.askForAnotherTime(ticket.consultationId(), ticket.revision(), VIA);
        }
    }

    private View look(AnswerTicket ticket) {
        Optional<Consultation> found = consultations.find(ticket.consultationId());
        if (found.isEmpty()) {
            return new View(AnswerState.UNKNOWN, null);
        }
        AnswerState state = AnswerState.of(found.get(), ticket.revision(), used.answeredBy(ticket), clock.instant());
        return new View(state, state.tellsTheVisit() ? found.get().schedule() : null);
    }
}
