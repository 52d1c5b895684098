package org.consultflow.video;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.consultflow.audit.Audit;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.time.RealTime;
import org.consultflow.video.VisitView.ChatView;
import org.consultflow.video.VisitView.Other;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The patient comes and waits; the provider lets them in, or asks for a little patience. Only who was let in gets a token.
 * Nothing of it is kept in memory: either of the two may be on another node.
 */
@Component
class WaitingRoom {

    /** Pages are heard of every few seconds; a phone that changes its network is silent for a while. */
    private static final Duration HERE = Duration.ofSeconds(20);

    private static final Logger log = LoggerFactory.getLogger(WaitingRoom.class);

    private final Visitors visitors;
    private final Chat chat;
    private final VideoTokens tokens;
    private final RecordingStates recordings;
    private final Audit audit;
    private final Clock clock;
    private final Clock realTime;

    WaitingRoom(
            Visitors visitors,
            Chat chat,
            VideoTokens tokens,
            RecordingStates recordings,
            Audit audit,
            Clock clock,
            @RealTime Clock realTime) {
        this.visitors = visitors;
        this.chat = chat;
        this.tokens = tokens;
        this.recordings = recordings;
        this.audit = audit;
        this.clock = clock;
        this.realTime = realTime;
    }

    void arrive(Guest guest) {
        visitors.arrived(guest.ticket());
        log.info(
                "consultation {}: the {} has come to the door",
                id(guest),
                guest.participant().word());
    }

    /** @throws StateConflictException if it is not the provider who asks, or the patient has not come */
    void admit(Guest guest) {
        decide(guest, Admission.ADMITTED);
    }

    /** @throws StateConflictException as {@link #admit}, or if the patient is in already */
    void askToWait(Guest guest) {
        decide(guest, Admission.ASKED_TO_WAIT);
    }

    /**
     * @throws StateConflictException if they have not come, or were not let in
     * @throws RoomProvider.RoomException if the room can't be had
     */
    VideoToken token(Guest guest) {
        requireAdmitted(guest);
        return tokens.issue(id(guest), guest.participant());
    }

    /** @throws StateConflictException if they have not come, or were not let in */
    void requireAdmitted(Guest guest) {
        if (require(guest.ticket()).admission() != Admission.ADMITTED) {
            throw new StateConflictException("the provider has not let the patient in yet");
        }
    }

    void leave(Guest guest) {
        visitors.left(guest.ticket());
    }

    private Visitor require(JoinTicket ticket) {
        return visitors.of(List.of(ticket.consultationId())).stream()
                .filter(visitor -> isOf(visitor, ticket))
                .findFirst()
                .orElseThrow(() ->
                        new StateConflictException("the " + ticket.participant().word() + " has not come to the door"));
    }

    VisitView view(Guest guest) {
        return views(List.of(guest)).get(guest.ticket());
    }

    /** How visits stand for each of these; three queries, however many they are. */
    Map<JoinTicket, VisitView> views(Collection<Guest> guests) {
        List<UUID> ids = guests.stream().map(WaitingRoom::id).distinct().toList();
        Map<UUID, List<Visitor>> came =
                visitors.of(ids).stream().collect(Collectors.groupingBy(Visitor::consultationId));
        Map<UUID, Integer> lastLines = chat.lastOf(ids);
        Map<UUID, String> recorded = recordings.of(ids);
        Map<JoinTicket, VisitView> views = new HashMap<>();
        guests.forEach(guest -> views.put(
                guest.ticket(),
                view(
                        guest,
                        came.getOrDefault(id(guest), List.of()),
                        lastLines.getOrDefault(id(guest), 0),
                        recorded.get(id(guest)))));
        return views;
    }

    Instant now() {
        return clock.instant();
    }

    private VisitView view(Guest guest, List<Visitor> came, int lastLine, String recording) {
        if (guest.state() == JoinState.MOVED) {
            return VisitView.ofAnEarlierTime(guest);
        }
        Optional<Visitor> me =
                came.stream().filter(visitor -> isOf(visitor, guest.ticket())).findFirst();
        Optional<Visitor> other =
                came.stream().filter(visitor -> isOf(visitor, guest.other())).findFirst();
        boolean provider = guest.participant() == Participant.PROVIDER;
        VisitWindow window = VisitWindow.of(guest.consultation().schedule());
        return new VisitView(
                guest.state().word(),
                guest.participant().word(),
                window.opens(),
                window.closes(),
                (provider ? other : me)
                        .map(Visitor::admission)
                        .map(Admission::word)
                        .orElse("absent"),
                me.filter(visitor -> !visitor.left()).isPresent(),
                new Other(
                        other.filter(this::isHere).isPresent(),
                        other.filter(visitor -> !visitor.left()).isPresent(),
                        other.filter(any -> provider).map(Visitor::arrivedAt).orElse(null)),
                new ChatView(lastLine, other.map(Visitor::chatRead).orElse(0)),
                recording);
    }

    private boolean isHere(Visitor visitor) {
        return !visitor.left() && visitor.seenAt().plus(HERE).isAfter(realTime.instant());
    }

    private void decide(Guest guest, Admission admission) {
        if (guest.participant() != Participant.PROVIDER) {
            throw new StateConflictException("only the provider lets somebody in");
        }
        Visitor patient = require(guest.other());
        if (visitors.decide(guest.other(), admission)) {
            log.info("consultation {}: the patient is {}", id(guest), admission.word());
            audit.record("provider", admission.word(), id(guest), "participant=patient");
        } else if (admission != Admission.ADMITTED) {
            throw new StateConflictException(
                    "the patient is " + patient.admission().word());
        }
    }

    private static boolean isOf(Visitor visitor, JoinTicket ticket) {
        return visitor.revision() == ticket.revision() && visitor.participant() == ticket.participant();
    }

    private static UUID id(Guest guest) {
        return guest.ticket().consultationId();
    }
}
