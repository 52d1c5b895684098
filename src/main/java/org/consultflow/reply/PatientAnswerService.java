package org.consultflow.reply;

import java.time.Clock;
import java.util.UUID;

import org.consultflow.consultation.CommandTransactions;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationCommands;
import org.consultflow.consultation.ConsultationHistory;
import org.consultflow.consultation.Party;
import org.consultflow.consultation.StateConflictException;
import org.springframework.stereotype.Service;

/** Does what a patient answered: consultation first, then what was sent, then the engine, as every command. */
@Service
class PatientAnswerService implements PatientAnswers {

    private final ConsultationCommands commands;
    private final ConsultationHistory history;
    private final AnswerStore answers;
    private final Inbox inbox;
    private final CommandTransactions transactions;
    private final Clock clock;

    PatientAnswerService(
            ConsultationCommands commands,
            ConsultationHistory history,
            AnswerStore answers,
            Inbox inbox,
            CommandTransactions transactions,
            Clock clock) {
        this.commands = commands;
        this.history = history;
        this.answers = answers;
        this.inbox = inbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void confirm(UUID consultationId, int scheduleRevision, String via) {
        answer(
                consultationId,
                scheduleRevision,
                "confirm",
                via,
                it -> commands.confirmAttendance(it.id(), scheduleRevision, via));
    }

    @Override
    public void cancel(UUID consultationId, int scheduleRevision, String via) {
        answer(consultationId, scheduleRevision, "cancel", via, it -> commands.cancel(it.id(), Party.PATIENT, null));
    }

    @Override
    public void askForAnotherTime(UUID consultationId, int scheduleRevision, String via) {
        answer(consultationId, scheduleRevision, "another-time", via, it -> inbox.askForAnotherTime(it, via));
    }

    private void answer(
            UUID consultationId,
            int scheduleRevision,
            String answer,
            String via,
            java.util.function.Consumer<Consultation> action) {
        transactions.run(() -> {
            Consultation it = history.lock(consultationId);
            if (!it.canBeAnswered(scheduleRevision, clock.instant())) {
                throw new StateConflictException("the visit that the patient was asked about is not ahead any more");
            }
            answers.add(consultationId, scheduleRevision, answer, via, clock.instant());
            action.accept(it);
            return it;
        });
    }
}
