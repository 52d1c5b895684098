package org.consultflow.video;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationEvent;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.Schedule;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is booked in a test: rows for the foreign keys, and the consultation as the test says it stands. */
class Bookings implements Consultations {

    static final ZoneId MELBOURNE = ZoneId.of("Australia/Melbourne");

    private final Map<UUID, Consultation> known = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;

    Bookings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static Consultation aConsultation(ConsultationType type, ConsultationStatus status, Instant start) {
        return aConsultation(
                UUID.randomUUID(), type, status, new Schedule(start, MELBOURNE, Duration.ofMinutes(50), 1));
    }

    static Consultation lasting(Duration duration, Instant start) {
        return aConsultation(
                UUID.randomUUID(),
                ConsultationType.VIDEO,
                ConsultationStatus.CONFIRMED,
                new Schedule(start, MELBOURNE, duration, 1));
    }

    private static Consultation aConsultation(
            UUID id, ConsultationType type, ConsultationStatus status, Schedule schedule) {
        return new Consultation(
                id,
                type,
                status,
                schedule,
                UUID.randomUUID(),
                UUID.randomUUID(),
                null,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                Instant.EPOCH);
    }

    /** A confirmed video consultation of 50 minutes. */
    Consultation confirmedVideo(Instant start) {
        return book(aConsultation(ConsultationType.VIDEO, ConsultationStatus.CONFIRMED, start));
    }

    Consultation book(Consultation consultation) {
        person(consultation.patientId(), "patient");
        person(consultation.providerId(), "provider");
        jdbc.sql(
                        """
                        insert into consultation (id, type, status, start_at, time_zone, duration_minutes, schedule_revision,
                        patient_id, provider_id, requires_acceptance, booked_at)
                        values (:id, :type, :status, :start, :zone, 50, 1, :patient, :provider, false, :start)""")
                .param("id", consultation.id())
                .param("type", consultation.type().word())
                .param("status", consultation.status().word())
                .param("start", consultation.schedule().start().atOffset(ZoneOffset.UTC))
                .param("zone", MELBOURNE.getId())
                .param("patient", consultation.patientId())
                .param("provider", consultation.providerId())
                .update();
        known.put(consultation.id(), consultation);
        return consultation;
    }

    Consultation nowStands(UUID id, ConsultationStatus status) {
        return known.computeIfPresent(id, (same, was) -> aConsultation(id, was.type(), status, was.schedule()));
    }

    Consultation nowStartsAt(UUID id, Instant start) {
        return known.computeIfPresent(
                id,
                (same, was) -> aConsultation(
                        id,
                        was.type(),
                        was.status(),
                        was.schedule().moveTo(start, MELBOURNE, was.schedule().duration())));
    }

    @Override
    public Optional<Consultation> find(UUID id) {
        return Optional.ofNullable(known.get(id));
    }

    @Override
    public List<Consultation> latest(int limit) {
        return known.values().stream().limit(limit).toList();
    }

    @Override
    public List<ConsultationEvent> historyOf(UUID id) {
        return List.of();
    }

    private void person(UUID id, String role) {
        jdbc.sql(
                        """
                        insert into person (id, role, reference, sealed, created_at, updated_at)
                        values (:id, :role, :reference, ''::bytea, now(), now())""")
                .param("id", id)
                .param("role", role)
                .param("reference", id.toString())
                .update();
    }
}
