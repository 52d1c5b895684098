package org.consultflow.video;

import org.consultflow.consultation.Consultation;

/** Whoever holds a join link, and what it opens now. */
record Guest(JoinTicket ticket, Consultation consultation, JoinState state) {

    Participant participant() {
        return ticket.participant();
    }

    /** The other one's ticket, of the same schedule. */
    JoinTicket other() {
        return new JoinTicket(
                ticket.consultationId(),
                ticket.revision(),
                participant() == Participant.PATIENT ? Participant.PROVIDER : Participant.PATIENT);
    }
}
