package org.consultflow.video;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.consultflow.audit.Audit;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.crypto.Vault;
import org.consultflow.time.RealTime;
import org.consultflow.time.Seldom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Trial calls: two links, a room of its own that has nothing to do with the visit's, and an end that the server brings about.
 * The end is in the database before anybody gets a token, so that no restart loses it; a token is good for no longer.
 */
@Component
class TrialDesk {

    private static final Logger log = LoggerFactory.getLogger(TrialDesk.class);
    private static final String PURPOSE = "trial";

    private static final int LOOK_EVERY = 3;

    private final Consultations consultations;
    private final TrialCalls calls;
    private final RoomProvider rooms;
    private final VideoTokens tokens;
    private final Identities identities;
    private final Vault vault;
    private final Audit audit;
    private final TrialSettings settings;
    private final Clock clock;
    private final Clock realTime;
    private final String publicUrl;
    private final Seldom seldom = new Seldom(LOOK_EVERY);

    TrialDesk(
            Consultations consultations,
            TrialCalls calls,
            RoomProvider rooms,
            VideoTokens tokens,
            Identities identities,
            Vault vault,
            Audit audit,
            TrialSettings settings,
            Clock clock,
            @RealTime Clock realTime,
            @Value("${consultflow.public-url}") String publicUrl) {
        this.consultations = consultations;
        this.calls = calls;
        this.rooms = rooms;
        this.tokens = tokens;
        this.identities = identities;
        this.vault = vault;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
        this.publicUrl = publicUrl;
    }

    /**
     * A trial call for a consultation's two.
     *
     * @throws StateConflictException if it has no video room, has ended, or its door is open already
     */
    Links give(UUID consultationId) {
        Consultation consultation = consultations.get(consultationId);
        if (!consultation.type().hasVideoRoom() || !isAhead(consultation)) {
            throw new StateConflictException(
                    "a trial call is for a visit by video that is ahead; once its door is open, it is the visit itself");
        }
        UUID trial = calls.add(consultationId, StoredRooms.newName());
        audit.record("api", "trial-call-given", consultationId, "trial=" + trial);
        Instant expires = consultation.schedule().start();
        return new Links(
                link(trial, Participant.PATIENT, expires),
                link(trial, Participant.PROVIDER, expires),
                settings.length().toSeconds());
    }

    private URI link(UUID trial, Participant participant, Instant expires) {
        String token = vault.sign(PURPOSE, new TrialCall.Ticket(trial, participant).content(), expires);
        return UriComponentsBuilder.fromUriString(publicUrl)
                .pathSegment("join", "trial", token)
                .build()
                .toUri();
    }

    /** @throws JoinDoor.LinkException if it is no link of ours, or the visit is not ahead any more */
    TrialCall.Ticket open(String token) {
        return vault.verify(PURPOSE, token, realTime.instant())
                .map(TrialCall.Ticket::of)
                .filter(ticket -> calls.find(ticket.trialId())
                        .flatMap(call -> consultations.find(call.consultationId()))
                        .filter(this::isAhead)
                        .isPresent())
                .orElseThrow(() -> new JoinDoor.LinkException(JoinState.INVALID));
    }

    private boolean isAhead(Consultation consultation) {
        return !consultation.status().ended()
                && VisitWindow.of(consultation.schedule()).isAheadAt(clock.instant());
    }

    /** This one's page is open. @return how it stands */
    State here(TrialCall.Ticket ticket) {
        calls.here(ticket, settings.length());
        // until its end and a little longer: a round is a second or more
        seldom.hint((int) settings.length().toSeconds() + LOOK_EVERY);
        return state(ticket);
    }

    private State state(TrialCall.Ticket ticket) {
        TrialCall call = calls.find(ticket.trialId()).orElseThrow();
        Instant now = realTime.instant();
        if (call.endsAt() == null) {
            return new State("waiting", settings.length().toMillis());
        }
        return call.overAt(now)
                ? new State("over", 0)
                : new State("running", Duration.between(now, call.endsAt()).toMillis());
    }

    /**
     * A token for the trial's room, good until its end.
     *
     * @throws StateConflictException if not both have come yet, or it is over
     * @throws RoomProvider.RoomException if the room can't be had
     */
    VideoToken token(TrialCall.Ticket ticket) {
        TrialCall call = calls.find(ticket.trialId()).orElseThrow();
        if (call.endsAt() == null || call.overAt(realTime.instant())) {
            throw new StateConflictException(
                    "the trial call is " + state(ticket).state());
        }
        String sid = rooms.ensure(call.name()).sid();
        if (!calls.made(call, sid)) {
            rooms.complete(sid);
            throw new StateConflictException("the trial call is over");
        }
        Duration left = Duration.between(realTime.instant(), call.endsAt());
        audit.record(ticket.participant().word(), "trial-token-issued", call.consultationId(), "trial=" + call.id());
        return tokens.sign(
                call.name(),
                identities.identityOf(call.id(), ticket.participant()),
                left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left);
    }

    @Scheduled(fixedDelayString = "${consultflow.video.trial-call.sweep-interval:5s}")
    void round() {
        if (seldom.look()) {
            sweep();
        }
    }

    /** Ends what is due; what the provider did not take is tried again by the next sweep. */
    void sweep() {
        for (TrialCall call : calls.toEnd()) {
            try {
                end(call);
            } catch (RuntimeException refused) {
                seldom.hint(LOOK_EVERY);
                log.warn("trial call {} could not be ended; it is tried again", call.id());
            }
        }
    }

    private void end(TrialCall call) {
        String sid = call.sid() == null
                ? rooms.find(call.name()).map(RoomProvider.Room::sid).orElse(null)
                : call.sid();
        if (sid != null) {
            rooms.complete(sid);
        }
        if (calls.ended(call)) {
            audit.record("service", "trial-call-ended", call.consultationId(), "trial=" + call.id());
        }
    }

    /** A link for each; whoever has one may join the trial as that participant. */
    record Links(URI patient, URI provider, long seconds) {

        @Override
        public String toString() {
            return "Links[]";
        }
    }

    /** How a trial stands, and for how long it goes on. */
    record State(String state, long millisLeft) {}
}
