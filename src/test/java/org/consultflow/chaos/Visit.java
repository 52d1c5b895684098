package org.consultflow.chaos;

import java.time.Instant;
import java.util.UUID;

/** A booked consultation, as the one who booked it knows it. */
final class Visit {

    /** What its booker does with it later. */
    enum Plan {
        LEAVE,
        CANCEL_BEFORE,
        CANCEL_IN_THE_BURST,
        RESCHEDULE_IN_THE_BURST
    }

    final int number;
    final Plan plan;
    final boolean mail;
    final int burst;
    volatile UUID id;
    /** When the command was answered, by real time; null if it was not. */
    volatile Instant answered;

    Visit(int number, Plan plan, boolean mail, int burst) {
        this.number = number;
        this.plan = plan;
        this.mail = mail;
        this.burst = burst;
    }

    String phone() {
        return String.format("+6149%07d", 1_000_000 + number);
    }

    String patientMail() {
        return "patient" + number + "@mail.example";
    }

    String providerMail() {
        return "doctor" + number + "@mail.example";
    }
}
