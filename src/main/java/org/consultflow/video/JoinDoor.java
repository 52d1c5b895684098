package org.consultflow.video;

import java.time.Clock;
import java.util.Optional;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.StateConflictException;
import org.springframework.stereotype.Component;

/** What a join link opens: the one place where links are looked at. */
@Component
class JoinDoor {

    private final SignedJoinLinks links;
    private final Consultations consultations;
    private final Clock clock;

    JoinDoor(SignedJoinLinks links, Consultations consultations, Clock clock) {
        this.links = links;
        this.consultations = consultations;
        this.clock = clock;
    }

    /** @return empty if it is no link of ours, or one that is long past */
    Optional<Guest> look(String token) {
        return links.verify(token)
                .flatMap(ticket -> consultations.find(ticket.consultationId()).map(found -> guest(ticket, found)));
    }

    /** Who held a ticket a moment ago, as it stands now. */
    Guest guest(JoinTicket ticket, Consultation consultation) {
        return new Guest(ticket, consultation, JoinState.of(consultation, ticket.revision(), clock.instant()));
    }

    /** @throws LinkException if the link is none of ours, or belongs to an earlier schedule */
    Guest known(String token) {
        Guest guest = look(token).orElseThrow(() -> new LinkException(JoinState.INVALID));
        if (guest.state() == JoinState.MOVED) {
            throw new LinkException(JoinState.MOVED);
        }
        return guest;
    }

    /**
     * @throws LinkException as {@link #known}
     * @throws StateConflictException if the door is not open: too early, over, not confirmed, cancelled
     */
    Guest open(String token) {
        Guest guest = known(token);
        if (guest.state() != JoinState.OPEN) {
            throw new StateConflictException(
                    "the door of this visit is not open: it is " + guest.state().word());
        }
        return guest;
    }

    /** A link that opens nothing. */
    static final class LinkException extends RuntimeException {

        private final JoinState state;

        LinkException(JoinState state) {
            super("the link is " + state.word());
            this.state = state;
        }

        JoinState state() {
            return state;
        }
    }
}
