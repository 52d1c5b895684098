package org.consultflow.lifecycle.plan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.camunda.bpm.engine.ProcessEngine;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationEvent;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.Schedule;

/** The real reminder plan over consultations of which only the type matters. */
public final class PlanFixtures {

    private PlanFixtures() {}

    /** The plan, for consultations of the type that is given at the time of asking. */
    public static DecisionTableReminderPlan plan(ProcessEngine engine, Supplier<ConsultationType> type, Clock clock) {
        return new DecisionTableReminderPlan(
                engine, new OfType(type), (booked, start, row) -> start.minus(row.offset()), clock);
    }

    private record OfType(Supplier<ConsultationType> type) implements Consultations {

        @Override
        public Optional<Consultation> find(UUID id) {
            Instant start = Instant.parse("2026-12-03T00:00:00Z");
            return Optional.of(new Consultation(
                    id,
                    type.get(),
                    ConsultationStatus.CONFIRMED,
                    new Schedule(start, ZoneOffset.UTC, Duration.ofMinutes(50), 1),
                    id,
                    id,
                    null,
                    false,
                    false,
                    null,
                    null,
                    null,
                    null,
                    null,
                    start.minus(Duration.ofDays(2))));
        }

        @Override
        public List<Consultation> latest(int limit) {
            return List.of();
        }

        @Override
        public List<ConsultationEvent> historyOf(UUID id) {
            return List.of();
        }
    }
}
