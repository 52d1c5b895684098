package org.consultflow.lifecycle.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.RuntimeService;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationCommands;
import org.consultflow.consultation.ConsultationEvent;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.Party;
import org.consultflow.consultation.Schedule;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.lifecycle.EngineCalls;
import org.springframework.beans.factory.ObjectProvider;

/** Books as the feature does, as far as the engine is concerned: keeps the consultation, then starts its process. */
class BookedConsultations implements Consultations, ConsultationCommands {

    static final Instant START = Instant.parse("2026-12-01T09:00:00Z");

    private final ObjectProvider<RuntimeService> engine;
    private final Map<UUID, Consultation> consultations = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> bodies = new ConcurrentHashMap<>();
    private final Map<String, Consultation> answers = new ConcurrentHashMap<>();

    BookedConsultations(ObjectProvider<RuntimeService> engine) {
        this.engine = engine;
    }

    @Override
    public <T> T book(String idempotencyKey, JsonNode booking, Function<Consultation, T> answer) {
        return answer.apply(booked(idempotencyKey, booking));
    }

    private Consultation booked(String idempotencyKey, JsonNode booking) {
        if (!booking.path("patient").path("email").asText("").contains("@")) {
            throw new InvalidRequestException("patient.email", "has to be an e-mail address");
        }
        if (idempotencyKey != null && bodies.containsKey(idempotencyKey)) {
            if (!bodies.get(idempotencyKey).equals(booking)) {
                throw new StateConflictException("the idempotency key was used for another booking");
            }
            return answers.get(idempotencyKey);
        }
        Consultation booked = withoutProcess();
        String id = booked.id().toString();
        EngineCalls.run(() -> engine.getObject()
                .startProcessInstanceByKey(
                        "consultation", id, Map.of("consultationId", id, "startsAt", Date.from(START))));
        if (idempotencyKey != null) {
            bodies.put(idempotencyKey, booking);
            answers.put(idempotencyKey, booked);
        }
        return booked;
    }

    /** A consultation that is booked, and whose process was not started. */
    Consultation withoutProcess() {
        Consultation booked = new Consultation(
                UUID.randomUUID(),
                ConsultationType.VIDEO,
                ConsultationStatus.CONFIRMED,
                new Schedule(START, ZoneId.of("Australia/Melbourne"), Duration.ofMinutes(50), 1),
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
                START);
        consultations.put(booked.id(), booked);
        return booked;
    }

    int count() {
        return consultations.size();
    }

    @Override
    public Optional<Consultation> find(UUID id) {
        return Optional.ofNullable(consultations.get(id));
    }

    @Override
    public List<Consultation> latest(int limit) {
        return consultations.values().stream().limit(limit).toList();
    }

    @Override
    public List<ConsultationEvent> historyOf(UUID id) {
        return List.of();
    }

    @Override
    public Consultation accept(UUID id) {
        return get(id);
    }

    @Override
    public Consultation decline(UUID id, String reason) {
        return get(id);
    }

    @Override
    public Consultation cancel(UUID id, Party by, String reason) {
        return get(id);
    }

    @Override
    public Consultation reschedule(UUID id, JsonNode request) {
        return get(id);
    }

    @Override
    public Consultation confirmAttendance(UUID id, int scheduleRevision, String via) {
        return get(id);
    }

    @Override
    public Consultation confirmPayment(UUID id) {
        return get(id);
    }

    @Override
    public Consultation complete(UUID id, String outcome) {
        return get(id);
    }
}
