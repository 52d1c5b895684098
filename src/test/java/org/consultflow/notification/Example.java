package org.consultflow.notification;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationEvent;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.Party;
import org.consultflow.consultation.PaymentTerms;
import org.consultflow.consultation.Schedule;
import org.consultflow.notification.QuietSettings.Ignored;

/** One consultation and its history, as a test says they are. */
class Example implements Consultations {

    static final Instant START = Instant.parse("2026-12-01T22:00:00Z");
    static final UUID ID = UUID.fromString("5f0c8f0a-6c5c-4e0e-9a53-0d7f5f1d2a11");
    static final UUID PATIENT = UUID.fromString("5f0c8f0a-6c5c-4e0e-9a53-0d7f5f1d2a12");
    static final UUID PROVIDER = UUID.fromString("5f0c8f0a-6c5c-4e0e-9a53-0d7f5f1d2a13");

    ConsultationStatus status = ConsultationStatus.CONFIRMED;
    int revision = 1;
    Party cancelledBy;
    final List<ConsultationEvent> history = new ArrayList<>();

    /** No quiet hours of the clinic's own; a phone makes a sound. */
    static QuietSettings quietSettings() {
        return new QuietSettings(
                null,
                null,
                "defer",
                Set.of("whatsapp", "sms"),
                Duration.ofMinutes(30),
                Map.of("cancelled", Ignored.WHEN_NEAR, "session-started", Ignored.ALWAYS));
    }

    static Instant before(int hours) {
        return START.minus(Duration.ofHours(hours));
    }

    /** Something happened, some hours before the start. */
    Example after(String event, int hoursBefore) {
        history.add(new ConsultationEvent(before(hoursBefore), event, null, null));
        return this;
    }

    Consultation consultation() {
        return new Consultation(
                ID,
                ConsultationType.VIDEO,
                status,
                new Schedule(START, ZoneId.of("Australia/Melbourne"), Duration.ofMinutes(50), revision),
                PATIENT,
                PROVIDER,
                null,
                true,
                true,
                before(50),
                new PaymentTerms(new BigDecimal("120.00"), Currency.getInstance("AUD"), before(40)),
                null,
                cancelledBy,
                null,
                history.isEmpty() ? before(100) : history.get(0).at());
    }

    @Override
    public Optional<Consultation> find(UUID id) {
        return Optional.of(consultation());
    }

    @Override
    public List<Consultation> latest(int limit) {
        return List.of(consultation());
    }

    @Override
    public List<ConsultationEvent> historyOf(UUID id) {
        return history;
    }
}
