package org.consultflow.consultation;

import java.time.Clock;
import java.time.Duration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What is counted of consultations, as soon as the transaction is committed. All labels have few values. */
@Component
class ConsultationMeters {

    private static final String BOOKINGS = "consultflow.bookings";
    private static final String WAITING = "consultflow.bookings.waiting";
    private static final String DURATION = "consultflow.visit.duration";

    private static final Duration[] DURATIONS = {
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        Duration.ofMinutes(15),
        Duration.ofMinutes(20),
        Duration.ofMinutes(30),
        Duration.ofMinutes(45),
        Duration.ofHours(1),
        Duration.ofMinutes(90),
        Duration.ofHours(2)
    };

    private final MeterRegistry meters;
    private final ObjectProvider<SessionEvidence> evidence;
    private final Clock clock;

    ConsultationMeters(ObjectProvider<MeterRegistry> meters, ObjectProvider<SessionEvidence> evidence, Clock clock) {
        this.meters = meters.getIfAvailable(CompositeMeterRegistry::new);
        this.evidence = evidence;
        this.clock = clock;
        // a rate needs to be seen at zero before it rises
        for (ConsultationType type : ConsultationType.values()) {
            bookings(type);
        }
        evidence.stream().flatMap(source -> source.medium().stream()).forEach(this::duration);
    }

    /** A booking was taken, on whatever way it came; one that was repeated is the same. */
    void booked(Consultation consultation) {
        afterCommit(() -> bookings(consultation.type()).increment());
    }

    /** How many bookings wait for those before them. */
    void waiting(Number bookings) {
        Gauge.builder(WAITING, bookings, Number::doubleValue)
                .description("Bookings that wait for those before them to be written")
                .register(meters);
    }

    /** A visit is over: how long the two were together counts, if they were. */
    @EventListener
    void ended(ConsultationEvents.Ended event) {
        evidence.stream().forEach(source -> source.medium().ifPresent(medium -> {
            Duration together = source.together(event.consultation(), clock.instant());
            if (!together.isZero()) {
                afterCommit(() -> duration(medium).record(together));
            }
        }));
    }

    private Counter bookings(ConsultationType type) {
        return Counter.builder(BOOKINGS)
                .description("Bookings that were taken")
                .tag("type", type.word())
                .register(meters);
    }

    private Timer duration(String medium) {
        return Timer.builder(DURATION)
                .description("How long patient and provider were together in a visit that has ended")
                .tag("medium", medium)
                .serviceLevelObjectives(DURATIONS)
                .register(meters);
    }

    private static void afterCommit(Runnable counting) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                counting.run();
            }
        });
    }
}
