package org.consultflow.notification;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

import org.consultflow.consultation.AnswerLinks;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.JoinLinks;
import org.consultflow.consultation.PaymentTerms;
import org.consultflow.consultation.SessionLists;
import org.consultflow.delivery.NoticeKey;
import org.consultflow.people.Directory;
import org.consultflow.people.Person;
import org.consultflow.people.Role;
import org.springframework.stereotype.Component;

/** Puts together what a message can say. */
@Component
class FactFinder {

    private final Kinds kinds;
    private final SessionLists sessionLists;
    private final AnswerLinks answerLinks;
    private final Clock clock;

    FactFinder(Kinds kinds, SessionLists sessionLists, AnswerLinks answerLinks, Clock clock) {
        this.kinds = kinds;
        this.sessionLists = sessionLists;
        this.answerLinks = answerLinks;
        this.clock = clock;
    }

    /**
     * @param kind as it is spoken of, which may be another than the notice's
     * @param directory knows both people
     * @param joinLinks know the consultation
     */
    MessageFacts of(
            NoticeKey notice,
            String kind,
            Consultation consultation,
            Person recipient,
            Directory directory,
            JoinLinks joinLinks) {
        Person patient = directory.get(consultation.patientId());
        Person provider = directory.get(consultation.providerId());
        Optional<PaymentTerms> payment = Optional.ofNullable(consultation.paymentTerms());
        boolean asks = asksForAnswer(notice, consultation);
        Optional<URI> joinUrl = joinLinks.linkFor(consultation, notice.audience());
        return new MessageFacts(
                consultation.id(),
                kind,
                notice.audience(),
                consultation.type().word(),
                consultation.schedule().localStart(),
                Math.toIntExact(consultation.schedule().duration().toMinutes()),
                consultation.schedule().revision(),
                patient.name(),
                provider.name(),
                provider.photoUrl(),
                recipient.name(),
                recipient.email(),
                consultation.location(),
                joinUrl.orElse(null),
                joinUrl.isPresent() ? joinLinks.deviceTest() : null,
                () -> sessionLists.linkFor(recipient.id(), notice.audience()),
                asks ? answerLinks.linkFor(consultation, notice.kind()).orElse(null) : null,
                payment.map(PaymentTerms::amount).orElse(null),
                payment.map(PaymentTerms::currency).orElse(null),
                payment.map(terms -> local(consultation, terms.dueBy())).orElse(null),
                consultation.acceptanceDueAt() == null ? null : local(consultation, consultation.acceptanceDueAt()),
                consultation.cancelledBy() == null
                        ? null
                        : consultation.cancelledBy().word(),
                consultation.reason(),
                asks,
                clock.instant());
    }

    private static ZonedDateTime local(Consultation consultation, Instant instant) {
        return instant.atZone(consultation.schedule().zone());
    }

    /** Only the patient is asked, and not in every message. */
    private boolean asksForAnswer(NoticeKey notice, Consultation consultation) {
        return notice.audience().equals(Role.PATIENT.word())
                && kinds.asksForAnswer(notice.kind())
                && consultation.canBeAnswered(notice.scheduleRevision(), clock.instant());
    }
}
