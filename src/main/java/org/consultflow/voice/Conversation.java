package org.consultflow.voice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.consultflow.consultation.Party;

/** How long the two were in the conference at one time. */
final class Conversation {

    private Conversation() {}

    /** @param legs of one call; of a leg whose end was not told nothing is reckoned */
    static Duration length(List<Leg> legs) {
        Duration together = Duration.ZERO;
        for (Leg patient : legs) {
            for (Leg provider : legs) {
                if (patient.participant() == Party.PATIENT
                        && provider.participant() == Party.PROVIDER
                        && patient.meets(provider)
                        && patient.endedAt() != null
                        && provider.endedAt() != null) {
                    Instant from = later(patient.joinedAt(), provider.joinedAt());
                    Instant to =
                            patient.endedAt().isBefore(provider.endedAt()) ? patient.endedAt() : provider.endedAt();
                    together = together.plus(Duration.between(from, to));
                }
            }
        }
        return together;
    }

    /** For the timeline. */
    static String words(List<Leg> legs) {
        Duration together = length(legs);
        if (together.isZero()) {
            return "the two did not speak";
        }
        long minutes = Math.max(1, together.plusSeconds(30).toMinutes());
        return "the two spoke for " + (minutes == 1 ? "a minute" : minutes + " minutes");
    }

    static boolean tookPlace(List<Leg> legs) {
        return legs.stream().filter(leg -> leg.participant() == Party.PATIENT).anyMatch(patient -> legs.stream()
                .filter(leg -> leg.participant() == Party.PROVIDER)
                .anyMatch(patient::meets));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
