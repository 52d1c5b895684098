package org.consultflow.sandbox.page;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.JoinLinks;
import org.consultflow.consultation.ProcessPositions;
import org.consultflow.notification.Timeline;
import org.consultflow.people.People;
import org.consultflow.people.Person;
import org.consultflow.sandbox.StandInsInUse;
import org.consultflow.sandbox.clock.ClockMover;
import org.consultflow.sandbox.faults.Fault;
import org.consultflow.sandbox.faults.Faults;
import org.consultflow.sandbox.mail.Mailbox;
import org.consultflow.sandbox.mail.SandboxMail;
import org.consultflow.sandbox.page.SandboxState.ClockState;
import org.consultflow.sandbox.page.SandboxState.MailSummary;
import org.consultflow.sandbox.page.SandboxState.PhoneMessage;
import org.consultflow.sandbox.page.SandboxState.Selected;
import org.consultflow.sandbox.twilio.SandboxTwilio;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Puts together what the page shows. Where there is no stand-in, nothing of that channel is shown. */
@Component
@ConditionalOnProperty("consultflow.sandbox.page")
class StateReader {

    private static final int CONSULTATIONS_LISTED = 30;

    private final Clock clock;
    private final Consultations consultations;
    private final People people;
    private final Timeline timeline;
    private final ProcessPositions positions;
    private final JoinLinks links;
    private final StandInsInUse standIns;
    private final Optional<ClockMover> mover;
    private final Optional<Faults> faults;
    private final Optional<SandboxTwilio> twilio;
    private final Optional<Mailbox> mailbox;

    StateReader(
            Clock clock,
            Consultations consultations,
            People people,
            Timeline timeline,
            ProcessPositions positions,
            JoinLinks links,
            StandInsInUse standIns,
            ObjectProvider<ClockMover> mover,
            ObjectProvider<Faults> faults,
            ObjectProvider<SandboxTwilio> twilio,
            ObjectProvider<Mailbox> mailbox) {
        this.clock = clock;
        this.consultations = consultations;
        this.people = people;
        this.timeline = timeline;
        this.positions = positions;
        this.links = links;
        this.standIns = standIns;
        this.mover = Optional.ofNullable(mover.getIfAvailable());
        this.faults = Optional.ofNullable(faults.getIfAvailable());
        this.twilio = Optional.ofNullable(twilio.getIfAvailable());
        this.mailbox = Optional.ofNullable(mailbox.getIfAvailable());
    }

    /** @param wanted the consultation to look at; the newest if it is null or unknown */
    SandboxState read(UUID wanted) {
        List<Consultation> latest = consultations.latest(CONSULTATIONS_LISTED);
        Optional<Consultation> selected = Optional.ofNullable(wanted)
                .flatMap(consultations::find)
                .or(() -> latest.stream().findFirst());
        return new SandboxState(
                clockState(),
                faults.map(Faults::list).orElse(List.<Fault>of()),
                latest.stream().map(this::summary).toList(),
                selected.map(this::selected).orElse(null),
                selected.map(this::phone).orElse(List.of()),
                selected.map(this::mails).orElse(List.of()),
                standIns.names());
    }

    ConsultationSummary summary(Consultation consultation) {
        return ConsultationSummary.of(
                consultation, people.get(consultation.patientId()), people.get(consultation.providerId()));
    }

    private ClockState clockState() {
        return new ClockState(
                clock.instant(),
                mover.isPresent(),
                mover.filter(ClockMover::moving).isPresent(),
                mover.flatMap(ClockMover::nextDue).orElse(null));
    }

    private Selected selected(Consultation consultation) {
        return new Selected(
                summary(consultation),
                timeline.of(consultation.id()),
                positions.of(consultation.id()).orElse(null),
                joinLinks(consultation));
    }

    private Map<String, URI> joinLinks(Consultation consultation) {
        Map<String, URI> found = new LinkedHashMap<>();
        List.of("patient", "provider").forEach(participant -> links.linkFor(consultation, participant)
                .ifPresent(link -> found.put(participant, link)));
        return found;
    }

    private List<PhoneMessage> phone(Consultation consultation) {
        String number = people.get(consultation.patientId()).phone();
        Stream<PhoneMessage> sent = twilio.stream()
                .flatMap(standIn -> standIn.messagesTo(number).stream())
                .map(message -> new PhoneMessage(
                        message.sid(),
                        message.channel(),
                        message.to(),
                        message.body(),
                        message.status(),
                        message.errorCode(),
                        message.at()));
        return Stream.concat(sent, twilio.stream().flatMap(standIn -> written(standIn, number)))
                .filter(message -> !message.at().isBefore(consultation.bookedAt()))
                .sorted(Comparator.comparing(PhoneMessage::at))
                .toList();
    }

    private static Stream<PhoneMessage> written(SandboxTwilio standIn, String number) {
        return standIn.textsWith(number).stream()
                .map(text -> new PhoneMessage(
                        text.sid(),
                        text.channel(),
                        text.number(),
                        text.body(),
                        text.fromPerson() ? "received" : "delivered",
                        null,
                        text.at()));
    }

    private List<MailSummary> mails(Consultation consultation) {
        Instant since = consultation.bookedAt();
        return Map.of("patient", consultation.patientId(), "provider", consultation.providerId()).entrySet().stream()
                .flatMap(side -> mailsOf(people.get(side.getValue()), side.getKey(), since))
                .sorted(Comparator.comparing(MailSummary::at).reversed())
                .toList();
    }

    private Stream<MailSummary> mailsOf(Person person, String role, Instant since) {
        return mailbox.stream()
                .filter(box -> person.email() != null)
                .flatMap(box -> box.to(person.email()).stream())
                .filter(mail -> !mail.at().isBefore(since))
                .map(mail -> summary(mail, role));
    }

    private static MailSummary summary(SandboxMail mail, String role) {
        return new MailSummary(mail.id(), mail.to(), role, mail.subject(), mail.at(), mail.calendar() != null);
    }
}
