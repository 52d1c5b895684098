package org.consultflow.reply;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Consultations;
import org.consultflow.delivery.SentMessages;
import org.consultflow.delivery.SentMessages.SentMessage;
import org.consultflow.notification.Questions;
import org.springframework.stereotype.Component;

/**
 * What a number was asked and has not answered. Asked twice about the same visit is asked once: the later reminder takes the
 * place of the earlier one.
 */
@Component
class OpenQuestions {

    private final SentMessages sent;
    private final Consultations consultations;
    private final Questions questions;
    private final AnswerStore answers;
    private final Clock clock;

    OpenQuestions(
            SentMessages sent, Consultations consultations, Questions questions, AnswerStore answers, Clock clock) {
        this.sent = sent;
        this.consultations = consultations;
        this.questions = questions;
        this.answers = answers;
        this.clock = clock;
    }

    /** The visits about which this number is still to answer, of whomever it may be. */
    List<Consultation> openFor(String addressKey) {
        Instant now = clock.instant();
        Map<UUID, Consultation> asked = new LinkedHashMap<>();
        for (SentMessage message : sent.to(addressKey)) {
            if (message.notice().audience().equals("patient")
                    && questions.asksForAnswer(message.notice().kind())) {
                consultations
                        .find(message.notice().consultationId())
                        .filter(it -> it.canBeAnswered(message.notice().scheduleRevision(), now))
                        .filter(it -> !answered(it, message.sentAt()))
                        .ifPresent(it -> asked.put(it.id(), it));
            }
        }
        return List.copyOf(asked.values());
    }

    private boolean answered(Consultation consultation, Instant askedAt) {
        Optional<Instant> last =
                answers.last(consultation.id(), consultation.schedule().revision());
        return last.isPresent() && !last.get().isBefore(askedAt);
    }

    /** Whoever was written to at this number about a visit that is not over, with the visit: newest message first. */
    List<Known> knownFor(String addressKey) {
        Map<List<Object>, Known> known = new LinkedHashMap<>();
        for (SentMessage message : sent.to(addressKey)) {
            consultations
                    .find(message.notice().consultationId())
                    .map(it -> new Known(
                            it, message.notice().audience().equals("provider") ? it.providerId() : it.patientId()))
                    .ifPresent(it -> known.putIfAbsent(List.of(it.consultation().id(), it.personId()), it));
        }
        return new ArrayList<>(known.values());
    }

    /**
     * Somebody who was written to.
     *
     * @param consultation about which
     * @param personId the patient or the provider
     */
    record Known(Consultation consultation, UUID personId) {}
}
